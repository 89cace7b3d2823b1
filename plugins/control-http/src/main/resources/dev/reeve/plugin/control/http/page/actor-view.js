// Who acts: services and their parts, plugins, the supervisor itself, and what each does at present.

import { all } from './api.js';
import { el, perFrame, setAttribute, setText } from './dom.js';
import { dateTime, since, span } from './format.js';
import { shape } from './phases.js';
import { go, place } from './place.js';
import { store } from './store.js';
import { VirtualList } from './virtual-list.js';

const EVERY = 2000;

/** What actors do has words of its own, and the shapes of the phases that are most like them. */
const LIKE = { idle: 'stopped', processing: 'starting', waiting: 'waiting', error: 'failed', paused: 'stopping', unknown: 'unknown' };

const narrow = matchMedia('(max-width: 720px)');

/** The view of all who act. Asked for only while somebody looks. */
export function actorView() {
  const search = el('input', { class: 'input search', type: 'search', placeholder: 'Filter actors', 'aria-label': 'Filter actors', spellcheck: 'false', autocomplete: 'off', oninput: () => paint() });
  const activity = el('select', { class: 'input', 'aria-label': 'What it does', onchange: () => paint() }, el('option', { value: '', text: 'any activity' }), Object.keys(LIKE).map((text) => el('option', { text })));
  const scroller = el('div', { class: 'list-scroll events-scroll', tabindex: '0', role: 'grid', 'aria-label': 'Actors' });
  const empty = el('p', { class: 'empty', hidden: true, text: 'Nobody fits.' });
  const rows = new VirtualList(scroller, { height: () => (narrow.matches ? 60 : 38), make, fill });
  const element = el('div', { class: 'list actors' }, el('div', { class: 'list-tools' }, search, activity), scroller, empty);
  let known = [];
  let chosen = null;
  let timer = null;

  function wanted() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return known.filter((one) => (activity.value === '' || one.activity === activity.value) && words.every((word) => `${one.name} ${one.kind} ${one.description} ${one.activity} ${one.thread ?? ''}`.toLowerCase().includes(word)));
  }

  function paint() {
    const shown = wanted();
    rows.show(shown);
    setAttribute(scroller, 'aria-rowcount', shown.length);
    setAttribute(scroller, 'aria-activedescendant', shown.some((one) => one.name === chosen) ? `actor-${chosen}` : null);
    empty.hidden = shown.length > 0 || known.length === 0;
  }

  async function look() {
    clearTimeout(timer);
    if (!element.isConnected) return;
    if (!document.hidden && store.connection.state === 'live') {
      try {
        known = await all('/v1/actors');
        paint();
      } catch {
        // The next look may have more luck; the stream says when nobody answers.
      }
    }
    clearTimeout(timer);
    timer = setTimeout(look, EVERY);
  }

  store.on('connection', () => store.connection.state === 'live' && look());
  const soon = perFrame(() => {
    if (element.isConnected) paint();
  });
  setInterval(soon, 1000);

  function open(actor) {
    chosen = actor.name;
    paint();
    // A part is told of by its service.
    const name = actor.name.split(':')[0];
    if (store.services.has(name)) go({ service: name });
    else if (actor.thread) go({ view: 'operations', thread: actor.thread, service: null });
  }

  function make() {
    const row = el('div', { class: 'row actor-row', role: 'row' },
      el('span', { class: 'operation-status', role: 'gridcell' }, shape('unknown'), el('span', { class: 'phase-word' })),
      ['actor-name', 'actor-kind', 'actor-thread', 'actor-messages', 'actor-last'].map((name) => el('span', { class: `cell ${name}`, role: 'gridcell' })));
    row.addEventListener('click', () => open(row.actor));
    return row;
  }

  function fill(row, actor, index) {
    const [mark, name, kind, thread, messages, last] = row.children;
    row.actor = actor;
    setAttribute(row, 'id', `actor-${actor.name}`);
    setAttribute(row, 'aria-rowindex', index + 1);
    setAttribute(row, 'aria-selected', actor.name === chosen);
    if (mark.dataset.activity !== actor.activity) {
      mark.dataset.activity = actor.activity;
      mark.firstChild.replaceWith(shape(LIKE[actor.activity] ?? 'unknown'));
      setText(mark.lastChild, actor.activity);
    }
    setText(name, actor.name);
    setAttribute(name, 'title', actor.description || actor.name);
    setText(kind, actor.kind);
    setText(thread, actor.thread ?? '');
    setText(messages, [actor.message_count > 0 ? `${actor.message_count} sent` : '', actor.queue_depth ? `${actor.queue_depth} waiting` : ''].filter(Boolean).join(', '));
    setText(last, actor.last_activity_at ? `${span(since(actor.last_activity_at, store.now()))} ago` : '');
    setAttribute(last, 'title', dateTime(actor.last_activity_at));
  }

  return {
    element,
    shown() {
      paint();
      look();
    },
    search() {
      search.focus();
      search.select();
    },
    clear() {
      search.value = '';
      activity.value = '';
      paint();
    },
    back() {
      if (place().service) go({ service: null, tab: 'overview' });
      else this.clear();
    },
    move(step) {
      const shown = wanted();
      if (shown.length === 0) return;
      const at = shown.findIndex((one) => one.name === chosen);
      const to = at < 0 ? (step > 0 ? 0 : shown.length - 1) : Math.max(0, Math.min(shown.length - 1, at + step));
      chosen = shown[to].name;
      paint();
      rows.reveal(to);
    },
    open() {
      const actor = known.find((one) => one.name === chosen);
      if (actor) open(actor);
    },
    focus: () => scroller.focus({ preventScroll: true }),
  };
}
