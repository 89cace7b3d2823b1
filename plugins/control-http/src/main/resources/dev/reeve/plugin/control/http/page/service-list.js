// The services, as a grid of rows.

import { button, el, perFrame, setAttribute, setText } from './dom.js';
import { counts, filter, shown } from './filter.js';
import { bytes, percent, plural, since, span } from './format.js';
import { PHASES, shape } from './phases.js';
import { go, place } from './place.js';
import { latest } from './samples.js';
import { store } from './store.js';
import { VirtualList } from './virtual-list.js';

const COLUMNS = [
  ['phase', 'Phase'],
  ['name', 'Name'],
  ['health', 'Health'],
  ['uptime', 'Uptime'],
  ['restarts', 'Restarts'],
  ['cpu', 'CPU'],
  ['memory', 'Memory'],
  [null, 'Why'],
];

const narrow = matchMedia('(max-width: 720px)');

/** The view of all services. */
export function serviceList() {
  const search = el('input', {
    class: 'input search', type: 'search', placeholder: 'Filter services', 'aria-label': 'Filter services',
    'aria-keyshortcuts': '/', spellcheck: 'false', autocomplete: 'off',
    oninput: () => filter.set({ text: search.value }),
  });
  const chips = el('div', { class: 'chips', role: 'group', 'aria-label': 'Show one phase only' });
  const heads = el('div', { class: 'row row-head', role: 'row' }, COLUMNS.map(head));
  const scroller = el('div', { class: 'list-scroll', role: 'grid', tabindex: '0', 'aria-label': 'Services', 'aria-colcount': COLUMNS.length });
  const empty = el('p', { class: 'empty', hidden: true });
  const list = new VirtualList(scroller, { height: () => (narrow.matches ? 60 : 38), make, fill });
  const element = el('div', { class: 'list' }, el('div', { class: 'list-tools' }, search, chips), heads, scroller, empty);

  function paint() {
    const services = shown();
    list.show(services);
    setAttribute(scroller, 'aria-rowcount', services.length);
    const at = services.findIndex((service) => service.name === store.selected);
    setAttribute(scroller, 'aria-activedescendant', at >= 0 ? rowId(store.selected) : null);
    empty.hidden = services.length > 0;
    setText(empty, store.services.size === 0 ? (store.supervisor ? 'There are no services.' : '') : 'No service fits. Esc shows all again.');
    paintHeads(heads);
    paintChips(chips);
  }

  const soon = perFrame(() => {
    if (element.isConnected) paint();
  });
  for (const what of ['services', 'filter', 'samples', 'selected', 'supervisor']) store.on(what, soon);
  setInterval(soon, 1000);
  return {
    element,
    shown: paint,
    search() {
      search.focus();
      search.select();
    },
    clear() {
      search.value = '';
      filter.set({ text: '', phase: null });
    },
    /** Chooses the next service, or the one before. */
    move(step) {
      const services = shown();
      if (services.length === 0) return;
      const at = services.findIndex((service) => service.name === store.selected);
      const to = at < 0 ? (step > 0 ? 0 : services.length - 1) : Math.max(0, Math.min(services.length - 1, at + step));
      choose(services[to].name);
      list.reveal(to);
    },
    focus: () => scroller.focus({ preventScroll: true }),
  };
}

/** Chooses a service; where its panel is open already, that shows it. */
function choose(name) {
  store.select(name);
  if (place().service) go({ service: name });
}

function head([key, word]) {
  const cell = el('div', { class: `cell cell-${key ?? 'why'}`, role: 'columnheader', 'data-order': key });
  cell.append(key ? button(word, () => filter.sortBy(key), { class: 'head-button' }) : el('span', { text: word }));
  return cell;
}

function paintHeads(heads) {
  for (const cell of heads.children) {
    const sorted = cell.dataset.order === filter.order;
    setAttribute(cell, 'aria-sort', sorted ? (filter.backwards ? 'descending' : 'ascending') : null);
  }
}

function paintChips(chips) {
  const found = counts();
  const wanted = PHASES.filter((phase) => found[phase] > 0 || filter.phase === phase);
  for (const chip of [...chips.children]) if (!wanted.includes(chip.dataset.phase)) chip.remove();
  wanted.forEach((phase, index) => {
    let chip = [...chips.children].find((one) => one.dataset.phase === phase);
    if (!chip) {
      chip = el('button', { type: 'button', class: 'chip', 'data-phase': phase, onclick: () => filter.set({ phase: filter.phase === phase ? null : phase }) },
        shape(phase), el('span', { class: 'chip-word', text: phase }), el('span', { class: 'chip-count' }));
      chips.insertBefore(chip, chips.children[index] ?? null);
    }
    setText(chip.lastChild, String(found[phase]));
    setAttribute(chip, 'aria-pressed', filter.phase === phase);
    setAttribute(chip, 'title', `${found[phase]} ${phase}`);
  });
}

function rowId(name) {
  return `row-${name}`;
}

function make() {
  const row = el('div', { class: 'row', role: 'row' },
    COLUMNS.map(([key]) => el('div', { class: `cell cell-${key ?? 'why'}`, role: 'gridcell' })));
  row.addEventListener('click', () => {
    store.select(row.dataset.name);
    go({ service: row.dataset.name });
  });
  row.firstChild.append(shape('unknown'), el('span', { class: 'phase-word' }));
  return row;
}

function fill(row, service, index) {
  const [phase, name, health, uptime, restarts, cpu, memory, why] = row.children;
  row.dataset.name = service.name;
  setAttribute(row, 'id', rowId(service.name));
  setAttribute(row, 'aria-rowindex', index + 1);
  setAttribute(row, 'aria-selected', service.name === store.selected);
  if (phase.dataset.phase !== service.phase) {
    phase.dataset.phase = service.phase;
    phase.firstChild.replaceWith(shape(service.phase));
    setText(phase.lastChild, service.phase);
  }
  setText(name, service.name);
  setAttribute(name, 'title', service.description ?? service.name);
  // A session is there or not; that says more than whether it is well.
  const there = service.liveness?.status;
  setText(health, there ?? (service.health === 'unknown' ? '–' : service.health));
  setAttribute(health, 'data-health', there && there !== 'online' && service.phase !== 'stopped' ? 'unhealthy' : service.health);
  // A narrow row has no heads, and so no marks for what there is not.
  const none = narrow.matches ? '' : '–';
  const up = service.pid || (there && service.phase === 'running');
  setText(uptime, up ? span(since(service.started_at, store.now())) : none);
  setText(restarts, service.restarts > 0 ? String(service.restarts) : '–');
  setAttribute(restarts, 'title', plural(service.restarts, 'restart'));
  const sample = latest(service.name);
  setText(cpu, percent(sample?.cpu_percent));
  setText(memory, sample ? bytes(sample.memory_bytes) : none);
  setText(why, narrow.matches ? [service.phase, reason(service)].filter(Boolean).join(' · ') : reason(service));
  setAttribute(why, 'title', reason(service));
}

/** Why a service is where it is, in short; what runs as it should needs no reason. */
export function reason(service) {
  if (service.phase === 'backoff' && service.next_retry_at) {
    const left = (Date.parse(service.next_retry_at) - store.now()) / 1000;
    // The text says how long the whole wait is; here it runs down.
    const text = (service.reason?.text ?? '').replace(/, starts again in [\d.]+ ?\w+ ?/, ' ').trim();
    return `${text}, again in ${left < 1 ? 'a moment' : span(left)}`;
  }
  if (service.phase === 'running') return service.status_text ?? (service.health === 'unhealthy' ? service.last_error ?? '' : '');
  return service.reason?.text ?? '';
}
