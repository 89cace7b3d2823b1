// One service, seen closely.

import { actionBar } from './actions.js';
import { serviceCharts } from './charts.js';
import { definition } from './definition.js';
import { button, el, perFrame, setAttribute, setText } from './dom.js';
import { eventList } from './event-view.js';
import { explanation } from './explain.js';
import { dateTime, since, span } from './format.js';
import { output } from './output.js';
import { shape } from './phases.js';
import { go, place, TABS } from './place.js';
import { store } from './store.js';

const WORDS = { overview: 'Overview', output: 'Output', events: 'Events', definition: 'Definition' };

/** @param {HTMLElement} panel where it is shown */
export function servicePanel(panel) {
  const phase = el('span', { class: 'panel-phase' });
  const title = el('h2', { class: 'panel-name', tabindex: '-1' });
  const about = el('p', { class: 'panel-about' });
  const actions = actionBar();
  const tabs = TABS.map((tab) => el('button', {
    type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'tab-body', class: 'tab', text: WORDS[tab],
    onclick: () => go({ tab }),
  }));
  const tabList = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'What to see of it', onkeydown: (event) => arrows(event, tabs) }, tabs);
  const body = el('div', { class: 'tab-body', id: 'tab-body', role: 'tabpanel' });
  const bodies = { overview: overview(), output: output(), events: eventList(), definition: definition() };
  panel.append(
    el('div', { class: 'panel-top' },
      el('div', { class: 'panel-title' }, phase, title, button('×', close, { class: 'button button-icon panel-close', 'aria-label': 'Close', title: 'Close (Esc)' })),
      about, actions.element, tabList),
    body);

  let shown = { name: null, tab: null };

  function show(at) {
    const opens = at.service !== null && panel.hidden;
    panel.hidden = at.service === null;
    if (at.service !== shown.name || at.tab !== shown.tab) {
      if (shown.tab) bodies[shown.tab].hide();
      shown = { name: at.service, tab: at.service ? at.tab : null };
      if (shown.tab) {
        body.replaceChildren(bodies[shown.tab].element);
        setAttribute(body, 'aria-labelledby', `tab-${shown.tab}`);
        setAttribute(body, 'data-tab', shown.tab);
        bodies[shown.tab].show(shown.name);
      }
    }
    paint();
    if (opens && matchMedia('(max-width: 900px)').matches) title.focus({ preventScroll: true });
  }

  function paint() {
    if (!shown.name) return;
    for (const tab of tabs) {
      const here = tab.id === `tab-${shown.tab}`;
      setAttribute(tab, 'aria-selected', here);
      setAttribute(tab, 'tabindex', here ? 0 : -1);
    }
    setText(title, shown.name);
    const service = store.services.get(shown.name);
    panel.classList.toggle('panel-missing', !service);
    if (!service) {
      phase.replaceChildren();
      setText(about, store.supervisor ? 'There is no such service.' : '');
      return;
    }
    if (phase.dataset.phase !== service.phase || phase.childElementCount === 0) {
      phase.dataset.phase = service.phase;
      phase.replaceChildren(shape(service.phase), el('span', { class: 'phase-word', text: service.phase }));
    }
    setText(about, service.description ?? '');
    about.hidden = !service.description;
    actions.show(service);
  }

  const soon = perFrame(paint);
  for (const what of ['services', 'connection']) store.on(what, soon);
  return {
    show,
    close,
    /** Goes to the search in what is shown, if that has one. */
    search() {
      const input = place().service && body.querySelector('.output-search');
      input?.focus();
      return Boolean(input);
    },
  };
}

function close() {
  const name = place().service;
  go({ service: null, tab: TABS[0] });
  store.select(name);
  document.querySelector('.list-scroll')?.focus({ preventScroll: true });
}

function arrows(event, tabs) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  next.click();
  next.focus();
}

const FACTS = [
  ['Health', (service) => service.health === 'unknown' ? 'not checked' : service.health],
  ['Why', (service) => service.reason?.text],
  ['Last error', (service) => service.last_error],
  ['Uptime', (service) => service.pid || (service.liveness && service.phase === 'running') ? span(since(service.started_at, store.now())) : null],
  ['Process', (service) => service.pid],
  ['Run', (service) => service.run || null],
  ['Restarts', (service) => service.restarts],
  ['Attempts', (service) => service.attempts ? `${service.attempts} of ${service.max_attempts ?? 'any number'}` : null],
  ['Next attempt', (service) => service.next_retry_at ? `in ${span((Date.parse(service.next_retry_at) - store.now()) / 1000)}` : null],
  ['Wanted', (service) => service.desired],
  ['Says', (service) => service.status_text],
  ['Endpoint', (service) => service.endpoint],
  ['Session', (service) => service.liveness ? `${service.liveness.status}${service.liveness.detail ? `: ${service.liveness.detail}` : ''}` : null],
  ['Known', (service) => known(service.details)],
  ['Started', (service) => service.started_at ? dateTime(service.started_at) : null],
  ['Stopped', (service) => service.stopped_at && !service.pid ? dateTime(service.stopped_at) : null],
  ['Drift', (service) => service.drift ? 'runs by an older definition' : null],
  ['Key', (service) => service.key],
];

/** What the backend of a session knows of the other side. */
function known(details) {
  const facts = Object.entries(details ?? {});
  return facts.length === 0 ? null : facts.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(' · ');
}

/** What is most asked for: how it is, what it uses, why it is so. */
function overview() {
  const charts = serviceCharts();
  const why = explanation();
  const facts = FACTS.map(([word, value]) => [value, el('div', { class: 'fact', hidden: true }, el('dt', { text: word }), el('dd'))]);
  const needs = el('div', { class: 'links' });
  const needed = el('div', { class: 'links' });
  const needsPart = el('section', { class: 'part' }, el('h3', { text: 'Depends on' }), needs);
  const neededPart = el('section', { class: 'part' }, el('h3', { text: 'Needed by' }), needed);
  const element = el('div', { class: 'overview' }, charts.element, why.element,
    el('section', { class: 'part' }, el('h3', { text: 'Details' }), el('dl', { class: 'facts-list' }, facts.map(([, fact]) => fact))),
    needsPart, neededPart);
  let name = null;
  function paint() {
    const service = store.services.get(name);
    element.classList.toggle('is-missing', !service);
    if (!service) return;
    for (const [value, fact] of facts) {
      const text = value(service);
      fact.hidden = text === null || text === undefined || text === '';
      setText(fact.lastChild, fact.hidden ? '' : String(text));
    }
    links(needsPart, needs, service.depends_on);
    links(neededPart, needed, [...store.services.values()].filter((other) => other.depends_on.includes(name)).map((other) => other.name));
  }
  const soon = perFrame(paint);
  store.on('services', soon);
  setInterval(soon, 1000);
  return {
    element,
    show(service) {
      name = service;
      charts.show(service);
      why.show(service);
      paint();
    },
    hide() {
      charts.hide();
      why.hide();
      name = null;
    },
  };
}

function links(part, list, names) {
  part.hidden = names.length === 0;
  const wanted = names.slice(0, 40);
  const key = wanted.map((name) => `${name} ${store.services.get(name)?.phase}`).join('\n');
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...wanted.map((name) => el('button', { type: 'button', class: 'link', onclick: () => go({ service: name }) }, shape(store.services.get(name)?.phase ?? 'unknown'), name)),
    names.length > wanted.length ? el('span', { class: 'more', text: `and ${names.length - wanted.length} more` }) : '');
}
