// An operation over time: a row for each service, a bar for each of its phases, and what all the
// rest has waited for.

import { el, setAttribute } from './dom.js';
import { seconds } from './format.js';
import { shape } from './phases.js';
import { go } from './place.js';
import { store } from './store.js';

/** More rows than these nobody reads; what the whole has waited for is among them always. */
const ROWS = 200;
const ON_ITS_WAY = ['starting', 'stopping', 'backoff'];
const TICKS = 4;

const THEN = {
  dependency: (next) => `${next} could begin, which depends on it`,
  capacity: (next) => `${next} had its turn`,
  itself: () => 'it went on',
};

/** Draws what the API tells of an operation. */
export function timeline() {
  const axis = el('div', { class: 'course-axis', 'aria-hidden': 'true' });
  const rows = el('ol', { class: 'course-rows' });
  const more = el('p', { class: 'quiet' });
  const chain = el('ol', { class: 'chain' });
  const sum = el('p', { class: 'quiet' });
  const chainPart = el('section', { class: 'part' }, el('h3', { text: 'What all the rest has waited for' }), chain, sum);
  const element = el('div', { class: 'course' }, el('section', { class: 'part' }, axis, rows, more), chainPart);
  let drawn = null;
  return {
    element,
    clear() {
      drawn = null;
      for (const part of [axis, rows, chain, more, sum]) part.replaceChildren();
      chainPart.hidden = true;
      setAttribute(rows, 'data-chain', null);
    },
    show(told) {
      // While it goes on its bars grow, so that it is drawn again; when it is over, only once.
      const key = told.thread.status === 'active' ? null : `${told.thread.id} ${told.spans.length} ${told.thread.last_activity_at}`;
      if (key !== null && key === drawn) return;
      drawn = key;
      const from = Date.parse(told.thread.created_at);
      const to = told.thread.status === 'active' ? store.now() : Date.parse(told.thread.last_activity_at);
      const scale = { from, whole: Math.max(1, to - from), to };
      const services = Map.groupBy(told.spans, (span) => span.service);
      const critical = new Set(told.chain.map((step) => step.service));
      const all = [...services.keys()];
      const shown = all.length <= ROWS ? all : all.filter((name, index) => index < ROWS || critical.has(name));
      axis.replaceChildren(...(all.length > 0 ? ticks(scale) : []));
      rows.replaceChildren(...shown.map((name) => row(name, services.get(name), told.chain.filter((step) => step.service === name), scale)));
      setAttribute(rows, 'data-chain', critical.size > 0 ? '' : null);
      more.replaceChildren(all.length > shown.length ? `and ${all.length - shown.length} more` : '');
      paintChain(told.chain, scale);
    },
  };

  function paintChain(steps, { from, whole }) {
    chainPart.hidden = steps.length === 0;
    chain.replaceChildren(...steps.map((step, index) => {
      const long = Date.parse(step.to) - Date.parse(step.from);
      const next = steps[index + 1]?.service;
      const then = next ? (THEN[step.why]?.(next) ?? next) : '';
      return el('li', { class: 'chain-step' },
        link(step.service, step.phase),
        el('span', { class: 'chain-phase', text: step.phase }),
        el('span', { class: 'chain-took', text: `${seconds(long / 1000)} · ${Math.round((100 * long) / whole)} %` }),
        el('span', { class: 'quiet', text: [`from ${seconds((Date.parse(step.from) - from) / 1000)}`, then && `then ${then}`].filter(Boolean).join(', ') }));
    }));
    const long = steps.reduce((before, step) => before + Date.parse(step.to) - Date.parse(step.from), 0);
    sum.replaceChildren(`The chain takes ${seconds(long / 1000)} of ${seconds(whole / 1000)} (${Math.round((100 * long) / whole)} %).`);
  }
}

function link(name, phase) {
  return el('button', { type: 'button', class: 'link', onclick: () => go({ view: 'services', service: name, thread: null }) }, shape(phase), name);
}

function ticks({ whole }) {
  return Array.from({ length: TICKS + 1 }, (_, index) => {
    const tick = el('span', { class: 'course-tick', text: seconds((whole * index) / TICKS / 1000) });
    tick.style.left = `${(100 * index) / TICKS}%`;
    return tick;
  });
}

function row(name, spans, steps, scale) {
  const track = el('div', { class: 'course-track', role: 'presentation' });
  for (const span of spans) track.append(bar(`course-bar phase-${span.phase}`, span, scale, `${span.phase}: ${span.reason}`));
  for (const step of steps) track.append(bar(`course-bar course-critical phase-${step.phase}`, step, scale, `${step.phase}: all the rest has waited for this`));
  return el('li', { class: steps.length > 0 ? 'course-row is-critical' : 'course-row', 'aria-label': aloud(name, spans, steps, scale) },
    link(name, spans.at(-1).phase), track, el('span', { class: 'course-took', text: spent(spans, scale) }));
}

function bar(name, { from, to }, scale, title) {
  const begin = Date.parse(from);
  const end = to ? Date.parse(to) : scale.to;
  const made = el('span', { class: name, title: `${title} (${seconds((end - begin) / 1000)})` });
  made.style.left = `${(100 * (begin - scale.from)) / scale.whole}%`;
  made.style.width = `${Math.max(0, (100 * (Math.min(end, scale.to) - begin)) / scale.whole)}%`;
  return made;
}

/** How long it was on its way. */
function spent(spans, scale) {
  const way = spans.filter((span) => ON_ITS_WAY.includes(span.phase));
  return way.length === 0 ? '' : seconds(way.reduce((sum, span) => sum + (span.to ? Date.parse(span.to) : scale.to) - Date.parse(span.from), 0) / 1000);
}

function aloud(name, spans, steps, scale) {
  const parts = spans.map((span) => `${span.phase} from ${seconds((Date.parse(span.from) - scale.from) / 1000)}`);
  return `${name}: ${parts.join(', ')}${steps.length > 0 ? '; all the rest has waited for it' : ''}`;
}
