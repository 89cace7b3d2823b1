// What has happened: all of it, or what happened to one service.

import { lastEvents, USUAL } from './api.js';
import { el, perFrame, setAttribute, setText } from './dom.js';
import { dateTime, time } from './format.js';
import { shape } from './phases.js';
import { go } from './place.js';
import { store } from './store.js';
import { VirtualList } from './virtual-list.js';

/** Everything that has happened, newest first. */
export function eventView() {
  const search = el('input', { class: 'input search', type: 'search', placeholder: 'Filter events', 'aria-label': 'Filter events', spellcheck: 'false', autocomplete: 'off', oninput: () => paint() });
  const type = el('select', { class: 'input', 'aria-label': 'Type of event', onchange: () => paint() }, el('option', { value: '', text: 'all but operations' }), [...USUAL, 'thread'].map((text) => el('option', { text })));
  const rows = eventRows('Events', (event) => event.service && go({ service: event.service }));
  const element = el('div', { class: 'list' }, el('div', { class: 'list-tools' }, search, type), rows.element);
  function paint() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.show(store.events.filter((event) => (type.value === '' ? event.type !== 'thread' : event.type === type.value) && words.every((word) => `${event.service ?? ''} ${event.text} ${event.type}`.toLowerCase().includes(word))));
  }
  const soon = perFrame(() => {
    if (element.isConnected) paint();
  });
  store.on('events', soon);
  return { element, shown: paint };
}

/** What happened to one service: what the page has seen, and what the journal still knows. */
export function eventList() {
  const rows = eventRows('Events of this service', () => {});
  const element = el('div', { class: 'events' }, rows.element);
  let name = null;
  let past = [];
  function paint() {
    const known = new Set(past.map((event) => event.seq));
    rows.show([...past, ...store.events.filter((event) => event.service === name && !known.has(event.seq))].sort((one, other) => one.seq - other.seq));
  }
  const soon = perFrame(() => {
    if (name !== null) paint();
  });
  store.on('events', soon);
  return {
    element,
    async show(service) {
      name = service;
      past = [];
      paint();
      try {
        const found = await lastEvents(`&service=${encodeURIComponent(service)}`);
        if (name !== service) return;
        past = found;
        paint();
      } catch {
        // The page shows what it has seen itself.
      }
    },
    hide() {
      name = null;
    },
  };
}

/** Rows of events. Whoever has scrolled away from the newest stays where they are. */
function eventRows(label, chosen) {
  const scroller = el('div', { class: 'list-scroll events-scroll', tabindex: '0', role: 'list', 'aria-label': label, 'data-arrows': true });
  const empty = el('p', { class: 'empty', text: 'Nothing has happened.' });
  const list = new VirtualList(scroller, { height: () => 34, make: () => make(chosen), fill });
  let newest = 0;
  return {
    element: el('div', { class: 'events-frame' }, scroller, empty),
    show(events) {
      const shown = events.toReversed();
      empty.hidden = shown.length > 0;
      const more = newest === 0 ? 0 : shown.filter((event) => event.seq > newest).length;
      const away = scroller.scrollTop;
      list.show(shown);
      if (away > 0 && more > 0) scroller.scrollTop = away + more * 34;
      newest = shown[0]?.seq ?? 0;
    },
  };
}

function make(chosen) {
  const row = el('div', { class: 'row event-row', role: 'listitem' },
    el('span', { class: 'event-time' }), el('span', { class: 'event-mark' }), el('span', { class: 'event-service' }), el('span', { class: 'event-text' }), el('span', { class: 'event-type' }));
  row.addEventListener('click', () => chosen(row.event));
  return row;
}

function fill(row, event) {
  row.event = event;
  const [at, mark, service, text, type] = row.children;
  setText(at, time(event.time));
  setAttribute(at, 'title', `${dateTime(event.time)}, event ${event.seq}`);
  const kind = event.type === 'state' ? event.data.to : event.type;
  if (mark.dataset.kind !== kind) {
    mark.dataset.kind = kind;
    mark.replaceChildren(...(event.type === 'state' ? [shape(event.data.to)] : []));
  }
  setAttribute(row, 'data-kind', worry(event) ? 'wrong' : null);
  setText(service, event.service ?? '');
  setText(text, event.text.startsWith(`${event.service}: `) ? event.text.slice(event.service.length + 2) : event.text);
  setAttribute(text, 'title', event.text);
  setText(type, event.type);
}

function worry(event) {
  return event.type === 'error' || event.type === 'gap' || (event.type === 'health' && event.data.to === 'unhealthy') || (event.type === 'hook' && event.data.error) || (event.type === 'reload' && !event.data.success);
}
