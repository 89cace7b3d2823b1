// The plugins that were found, by name, and what each was asked.

import { el, setAttribute, setText } from './dom.js';
import { plural } from './format.js';
import { shape } from './phases.js';
import { go } from './place.js';
import { VirtualList } from './virtual-list.js';

/** Plugins have words of their own, and the shapes of the phases that are most like them. */
const LIKE = { started: 'running', disabled: 'stopped', failed: 'failed' };

const narrow = matchMedia('(max-width: 720px)');

/** How a plugin stands, as a small picture. */
export function stateShape(state) {
  return shape(LIKE[state] ?? 'unknown');
}

/** What it offers, in one line: each door with its kinds. */
export function offered(plugin) {
  return Object.entries(plugin.provides).map(([door, kinds]) => `${door}: ${kinds.join(', ')}`).join(' · ');
}

/** What it was asked, in one line; empty where it was asked nothing. */
function asked({ calls }) {
  const wrong = [['failed', calls.failed], ['too slow', calls.overran], ['refused', calls.refused]].filter(([, count]) => count > 0);
  return calls.made + calls.refused === 0 ? '' : [plural(calls.made, 'call'), ...wrong.map(([word, count]) => `${count} ${word}`)].join(', ');
}

/** The list of plugins. */
export function pluginList() {
  const search = el('input', { class: 'input search', type: 'search', placeholder: 'Filter plugins', 'aria-label': 'Filter plugins', spellcheck: 'false', autocomplete: 'off', oninput: () => paint() });
  const state = el('select', { class: 'input', 'aria-label': 'How it stands', onchange: () => paint() }, el('option', { value: '', text: 'any state' }), Object.keys(LIKE).map((text) => el('option', { text })));
  const scroller = el('div', { class: 'list-scroll events-scroll', tabindex: '0', role: 'grid', 'aria-label': 'Plugins' });
  const empty = el('p', { class: 'empty', hidden: true, text: 'Nothing fits.' });
  const rows = new VirtualList(scroller, { height: () => (narrow.matches ? 60 : 38), make, fill });
  const element = el('div', { class: 'list plugins' }, el('div', { class: 'list-tools' }, search, state), scroller, empty);
  let known = [];
  let chosen = null;

  function wanted() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return known.filter((one) => (state.value === '' || one.state === state.value) && words.every((word) => `${one.id} ${one.version ?? ''} ${one.state} ${one.error ?? ''} ${offered(one)}`.toLowerCase().includes(word)));
  }

  function paint() {
    const shown = wanted();
    rows.show(shown);
    setAttribute(scroller, 'aria-rowcount', shown.length);
    setAttribute(scroller, 'aria-activedescendant', shown.some((one) => one.id === chosen) ? `plugin-${chosen}` : null);
    empty.hidden = shown.length > 0 || known.length === 0;
  }

  function make() {
    const row = el('div', { class: 'row plugin-row', role: 'row' },
      el('span', { class: 'operation-status', role: 'gridcell' }, stateShape('started'), el('span', { class: 'phase-word' })),
      ['plugin-id', 'plugin-version', 'plugin-offer', 'plugin-asked'].map((name) => el('span', { class: `cell ${name}`, role: 'gridcell' })));
    row.addEventListener('click', () => go({ view: 'plugins', plugin: row.dataset.plugin }));
    return row;
  }

  function fill(row, plugin, index) {
    const [mark, id, version, offer, calls] = row.children;
    row.dataset.plugin = plugin.id;
    setAttribute(row, 'id', `plugin-${plugin.id}`);
    setAttribute(row, 'aria-rowindex', index + 1);
    setAttribute(row, 'aria-selected', plugin.id === chosen);
    setAttribute(row, 'data-state', plugin.state);
    setAttribute(row, 'data-kind', plugin.error ? 'wrong' : null);
    if (mark.dataset.state !== plugin.state) {
      mark.dataset.state = plugin.state;
      mark.firstChild.replaceWith(stateShape(plugin.state));
      setText(mark.lastChild, plugin.state);
    }
    setText(id, plugin.id);
    setText(version, plugin.version ?? '');
    setText(offer, plugin.error ?? offered(plugin));
    setAttribute(offer, 'title', offer.textContent);
    setText(calls, asked(plugin));
  }

  return {
    element,
    show(plugins) {
      known = plugins;
      paint();
    },
    shown: paint,
    search() {
      search.focus();
      search.select();
    },
    clear() {
      search.value = '';
      state.value = '';
      paint();
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
      if (chosen) go({ view: 'plugins', plugin: chosen });
    },
    choose(plugin) {
      chosen = plugin;
    },
    focus: () => scroller.focus({ preventScroll: true }),
  };
}
