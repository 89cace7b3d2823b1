// The plugins: which there are, what each was asked and has left, what its kinds take, and what can
// be done with it.

import { all, get, patiently, post } from './api.js';
import { confirmed, note } from './dialog.js';
import { button, el, setAttribute, setText } from './dom.js';
import { plural } from './format.js';
import { optionTables } from './option-table.js';
import { go, place } from './place.js';
import { offered, pluginList, stateShape } from './plugin-list.js';
import { store } from './store.js';

/** What plugins were asked is told by no event. */
const EVERY = 2000;

/** `can` says when an action makes sense; `asks` what is said before it is done. */
const WORDS = {
  reload: { word: 'Reload', can: (plugin) => plugin.state !== 'disabled', asks: 'It is loaded anew, whether it has changed or not. Services go on with what runs.' },
  enable: { word: 'Enable', can: (plugin) => plugin.state === 'disabled' },
  disable: { word: 'Disable', can: (plugin) => plugin.state !== 'disabled', asks: 'Services that cannot do without it are stopped until it is enabled again.', dangerous: true },
};

/** The view of all plugins, or of one of them. Asked for only while somebody looks. */
export function pluginView() {
  const list = pluginList();
  const one = pluginPage(() => look());
  const element = el('div', { class: 'operation-frame' }, list.element);
  let known = [];
  let timer = null;

  async function look() {
    clearTimeout(timer);
    if (!element.isConnected) return;
    if (!document.hidden && store.connection.state === 'live') {
      try {
        known = await all('/v1/plugins');
        paint();
      } catch {
        // The next look may have more luck; the stream says when nobody answers.
      }
    }
    clearTimeout(timer);
    timer = setTimeout(look, EVERY);
  }

  function paint() {
    const { plugin } = place();
    if (plugin) one.show(known.find((each) => each.id === plugin) ?? null, plugin, known.length > 0);
    else list.show(known);
  }

  store.on('plugins', () => {
    one.forget();
    look();
  });
  store.on('connection', () => store.connection.state === 'live' && look());
  return {
    ...list,
    element,
    shown() {
      const { plugin } = place();
      const wanted = plugin ? one.element : list.element;
      if (element.firstChild !== wanted) element.replaceChildren(wanted);
      if (plugin) list.choose(plugin);
      paint();
      look();
    },
    /** Back to the list, or all of the list again. */
    back() {
      if (!place().plugin) {
        list.clear();
        return;
      }
      go({ plugin: null });
      list.focus();
    },
  };
}

function path(id, rest = '') {
  return `/v1/plugins/${encodeURIComponent(id)}${rest}`;
}

const FACTS = [
  ['Offers', (plugin) => offered(plugin)],
  ['Calls', ({ calls }) => [plural(calls.made, 'call'), ...counts({ failed: calls.failed, 'too slow': calls.overran, refused: calls.refused, 'running now': calls.running })].join(' · ')],
  ['Longest call', ({ calls }) => calls.made > 0 ? `${calls.longest_ms} ms` : null],
  ['Faults', ({ calls }) => calls.faults || null],
  ['Cut off', ({ calls }) => calls.cut_off],
  ['Unloaded', ({ layers }) => layers.unloaded > 0 ? `${layers.unloaded} before this one, ${layers.collected} of them collected` : null],
  ['Still held', ({ layers }) => layers.left.join('; ')],
  ['Provider', (plugin) => [plugin.provider, plugin.license].filter(Boolean).join(' · ')],
  ['File', (plugin) => plugin.path],
];

function counts(words) {
  return Object.entries(words).filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word}`);
}

/** Why an action cannot be asked for now; null if it can. */
function obstacle(action, plugin) {
  if (!store.may('admin')) return `the role ${store.role} may not change plugins`;
  if (store.connection.state !== 'live') return 'there is no connection to the supervisor';
  return WORDS[action].can(plugin) ? null : `${plugin.id} is ${plugin.state}`;
}

/** One plugin. @param {function} changed is told when something was done */
function pluginPage(changed) {
  const mark = el('span', { class: 'panel-phase' });
  const title = el('h2', { class: 'panel-name', tabindex: '-1' });
  const version = el('p', { class: 'panel-about' });
  const wrong = el('p', { class: 'operation-error' });
  const buttons = Object.entries(WORDS).map(([action, { word, dangerous }]) => [action, button(word, () => act(action), { class: `button${dangerous ? ' button-danger-quiet' : ''}`, 'data-plugin-action': action })]);
  const facts = FACTS.map(([word, value]) => [value, el('div', { class: 'fact', hidden: true }, el('dt', { text: word }), el('dd'))]);
  const options = el('div', { class: 'plugin-options' });
  const element = el('div', { class: 'operation' },
    el('div', { class: 'panel-top plugin-top' },
      el('div', { class: 'panel-title' }, button('←', () => go({ plugin: null }), { class: 'button button-icon', title: 'All plugins (Esc)', 'aria-label': 'All plugins' }), mark, title),
      version, wrong, el('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' }, buttons.map(([, made]) => made))),
    el('div', { class: 'operation-body', tabindex: '0', 'aria-label': 'What is known of it', 'data-arrows': true },
      el('section', { class: 'part' }, el('dl', { class: 'facts-list' }, facts.map(([, fact]) => fact))), options));
  let told = null;
  let asked = null;

  function paint() {
    if (mark.dataset.state !== told.state) {
      mark.dataset.state = told.state;
      mark.replaceChildren(stateShape(told.state), el('span', { class: 'phase-word', text: told.state }));
    }
    setText(version, told.version ?? '');
    setText(wrong, told.error ?? '');
    wrong.hidden = !told.error;
    for (const [action, made] of buttons) {
      const why = obstacle(action, told);
      made.disabled = why !== null;
      setAttribute(made, 'title', why ?? WORDS[action].word);
    }
    for (const [value, fact] of facts) {
      const text = value(told);
      fact.hidden = text === null || text === undefined || text === '';
      setText(fact.lastChild, fact.hidden ? '' : String(text));
    }
  }

  /** To be asked for them a plugin is loaded, so that is done once, and again when it has changed. */
  async function fetchOptions(id) {
    asked = id;
    try {
      const plugin = await get(path(id));
      if (asked === id) options.replaceChildren(...optionTables(plugin.options, plugin.provides));
    } catch {
      if (asked === id) asked = null;
    }
  }

  function missing(id, sure) {
    mark.replaceChildren();
    delete mark.dataset.state;
    setText(title, id);
    setText(version, sure ? 'There is no such plugin.' : '');
    wrong.hidden = true;
    options.replaceChildren();
    asked = null;
    for (const [, made] of buttons) made.disabled = true;
    for (const [, fact] of facts) fact.hidden = true;
  }

  async function act(action) {
    const plugin = told;
    const { word, asks, dangerous } = WORDS[action];
    const page = plugin.provides['control server'] ? ' Whoever comes through it, as this page may do, has to come again.' : '';
    if (asks && !(await confirmed(`${word} ${plugin.id}?`, asks + page, word, dangerous))) return;
    try {
      const answer = await patiently(() => post(path(plugin.id, `/${action}`)));
      if (answer.success) note(summary(plugin.id, answer));
      else note(answer.error ?? `Cannot ${action} ${plugin.id}.`, 'wrong');
    } catch (failure) {
      note(`Cannot ${action} ${plugin.id}: ${failure.message}`, 'wrong');
    }
    asked = null;
    changed();
  }

  return {
    element,
    show(plugin, id, sure) {
      told = plugin;
      setText(title, id);
      if (!plugin) {
        missing(id, sure);
        return;
      }
      paint();
      if (asked !== id) {
        options.replaceChildren();
        fetchOptions(id);
      }
    },
    forget() {
      asked = null;
    },
  };
}

function summary(id, { changes, lacking }) {
  const mine = changes.find((change) => change.id === id);
  const stopped = Object.keys(lacking);
  return `${id}: ${mine?.what ?? 'nothing has changed'}.${stopped.length > 0 ? ` It is missed by ${stopped.join(', ')}.` : ''}`;
}
