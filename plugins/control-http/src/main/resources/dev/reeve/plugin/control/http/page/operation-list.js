// What was asked for, and what came of it: the operations, the last active one first.

import { get } from './api.js';
import { el, perFrame, setAttribute, setText } from './dom.js';
import { dateTime, seconds, time } from './format.js';
import { shape } from './phases.js';
import { go } from './place.js';
import { store } from './store.js';
import { VirtualList } from './virtual-list.js';

const KEPT = 100;
const REFRESH = 250;

/** Operations have words of their own, and the shapes of the phases that are most like them. */
const LIKE = { active: 'starting', completed: 'running', error: 'failed', killed: 'stopped' };

const narrow = matchMedia('(max-width: 720px)');

/** How an operation stands, as a small picture. */
export function statusShape(status) {
  return shape(LIKE[status] ?? 'unknown');
}

/** How long it took, or takes. */
export function took(operation) {
  const end = operation.status === 'active' ? store.now() : Date.parse(operation.last_activity_at);
  return seconds((end - Date.parse(operation.created_at)) / 1000);
}

/** The list of operations. */
export function operationList() {
  const search = el('input', { class: 'input search', type: 'search', placeholder: 'Filter operations', 'aria-label': 'Filter operations', spellcheck: 'false', autocomplete: 'off', oninput: () => paint() });
  const status = el('select', { class: 'input', 'aria-label': 'How it stands', onchange: () => refresh(0) }, el('option', { value: '', text: 'any status' }), Object.keys(LIKE).map((text) => el('option', { text })));
  const more = el('span', { class: 'quiet' });
  const scroller = el('div', { class: 'list-scroll events-scroll', tabindex: '0', role: 'grid', 'aria-label': 'Operations' });
  const empty = el('p', { class: 'empty', hidden: true, text: 'Nothing fits.' });
  const rows = new VirtualList(scroller, { height: () => (narrow.matches ? 60 : 38), make, fill });
  const element = el('div', { class: 'list operations' }, el('div', { class: 'list-tools' }, search, status, more), scroller, empty);
  let known = [];
  let chosen = null;
  let asking = null;
  let asked = false;

  function wanted() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return known.filter((one) => words.every((word) => `${one.id} ${one.operation} ${one.status} ${one.error ?? ''} ${one.participants.join(' ')}`.toLowerCase().includes(word)));
  }

  function paint() {
    const shown = wanted();
    rows.show(shown);
    setAttribute(scroller, 'aria-rowcount', shown.length);
    setAttribute(scroller, 'aria-activedescendant', shown.some((one) => one.id === chosen) ? `operation-${chosen}` : null);
    empty.hidden = shown.length > 0 || !asked;
  }

  async function fetchThem() {
    try {
      const page = await get(`/v1/threads?limit=${KEPT}${status.value ? `&status=${status.value}` : ''}`);
      known = page.items;
      asked = true;
      setText(more, page.total > known.length ? `the last ${known.length} of ${page.total}` : '');
      paint();
    } catch {
      // The stream says when nobody answers, and everything is asked for again after it.
    }
    asking = null;
  }

  function refresh(delay = REFRESH) {
    if (element.isConnected) asking ??= setTimeout(fetchThem, delay);
  }

  const soon = perFrame(() => {
    if (element.isConnected) paint();
  });
  store.on('operations', () => refresh());
  store.on('connection', () => store.connection.state === 'live' && refresh());
  // What goes on gets older.
  setInterval(soon, 1000);

  function make() {
    const row = el('div', { class: 'row operation-row', role: 'row' },
      el('span', { class: 'operation-status', role: 'gridcell' }, statusShape('active'), el('span', { class: 'phase-word' })),
      ['operation-word', 'operation-who', 'operation-took', 'operation-time'].map((name) => el('span', { class: `cell ${name}`, role: 'gridcell' })));
    row.addEventListener('click', () => go({ view: 'operations', thread: row.dataset.thread }));
    return row;
  }

  function fill(row, operation, index) {
    const [mark, word, who, long, at] = row.children;
    row.dataset.thread = operation.id;
    setAttribute(row, 'id', `operation-${operation.id}`);
    setAttribute(row, 'aria-rowindex', index + 1);
    setAttribute(row, 'aria-selected', operation.id === chosen);
    setAttribute(row, 'data-status', operation.status);
    if (mark.dataset.status !== operation.status) {
      mark.dataset.status = operation.status;
      mark.firstChild.replaceWith(statusShape(operation.status));
      setText(mark.lastChild, operation.status);
    }
    setText(word, operation.operation);
    setText(who, [operation.error, operation.participants.join(', ')].filter(Boolean).join(' · '));
    setAttribute(who, 'title', who.textContent);
    setText(long, took(operation));
    setText(at, time(operation.created_at));
    setAttribute(at, 'title', `${dateTime(operation.created_at)}, ${operation.id}`);
  }

  return {
    element,
    shown() {
      paint();
      refresh(0);
    },
    search() {
      search.focus();
      search.select();
    },
    clear() {
      search.value = '';
      status.value = '';
      refresh(0);
    },
    move(step) {
      const shown = wanted();
      if (shown.length === 0) return;
      const at = shown.findIndex((one) => one.id === chosen);
      const to = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, at + step));
      chosen = shown[to].id;
      paint();
      rows.reveal(to);
    },
    open() {
      if (chosen) go({ view: 'operations', thread: chosen });
    },
    choose(thread) {
      chosen = thread;
    },
    focus: () => scroller.focus({ preventScroll: true }),
  };
}
