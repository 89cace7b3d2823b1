// The keyboard. One letter does one thing, outside of fields where people write.

import { act } from './actions.js';
import { showHelp } from './dialog.js';
import { go, place, VIEWS } from './place.js';
import { store } from './store.js';
import { switchTheme } from './theme.js';

const HELP = [
  ['j ↓', 'the next service, operation, actor or plugin'],
  ['k ↑', 'the one before'],
  ['Enter', 'open the chosen one'],
  ['Esc', 'close it; show all again'],
  ['/', 'filter, or search the output'],
  ['s', 'start'],
  ['x', 'stop, after a question'],
  ['r', 'restart, after a question'],
  ['o', 'its output'],
  ['e', 'its overview: why it is so'],
  ['1 2 3', 'services, graph, events'],
  ['4 5 6', 'operations, actors, plugins'],
  ['t', 'light or dark'],
  ['?', 'this list'],
];

export function help() {
  showHelp(HELP);
}

/** @param {{list: object, panel: object, views: object}} parts what the keys reach into */
export function listenToKeys({ list, panel, views }) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    // A view with a list of its own, or else the list of services.
    const here = views[place().view];
    const own = here.open ? here : null;
    const writing = event.target.closest('input, textarea, select');
    if (writing) {
      if (event.key === 'Escape') leave(event, writing, own ?? list);
      else if (event.key === 'ArrowDown' && writing.classList.contains('search')) move(event, own ?? list, 1);
      else if (event.key === 'Enter' && writing.classList.contains('search')) open(event, own, list);
      return;
    }
    const does = deed(event, { list, own, panel });
    if (does) {
      event.preventDefault();
      does();
    }
  });
}

function leave(event, writing, list) {
  event.preventDefault();
  if (writing.value !== '') {
    writing.value = '';
    writing.dispatchEvent(new Event('input', { bubbles: true }));
  } else {
    writing.blur();
    list.focus();
  }
}

function move(event, list, step) {
  event.preventDefault();
  list.focus();
  list.move(step);
}

function open(event, own, list) {
  event.preventDefault();
  if (own) {
    own.focus();
    own.open();
    return;
  }
  if (!store.selected) list.move(1);
  if (store.selected) go({ service: store.selected });
}

function deed(event, { list, own, panel }) {
  const control = event.target.closest('button, a, [role=tab]');
  const tabs = event.target.closest('[role=tablist]');
  const rows = own ?? list;
  // What is not seen is not touched.
  const chosen = place().service ?? (own ? null : store.selected);
  switch (event.key) {
    case 'j': return () => rows.move(1);
    case 'k': return () => rows.move(-1);
    case 'ArrowDown': return event.target.closest('[data-arrows]') ? null : () => rows.move(1);
    case 'ArrowUp': return event.target.closest('[data-arrows]') ? null : () => rows.move(-1);
    case 'Home': return tabs || event.target.closest('[data-arrows]') ? null : () => rows.move(-Infinity);
    case 'End': return tabs || event.target.closest('[data-arrows]') ? null : () => rows.move(Infinity);
    case 'Enter': return control ? null : own ? () => own.open() : chosen ? () => go({ service: chosen }) : null;
    case 'Escape': return place().service ? () => panel.close() : own ? () => own.back() : () => list.clear();
    case '/': return () => (panel.search() ? null : own ? own.search() : toList(list));
    case 's': return chosen ? () => act('start', chosen) : null;
    case 'x': return chosen ? () => act('stop', chosen) : null;
    case 'r': return chosen ? () => act('restart', chosen) : null;
    case 'o': return chosen ? () => go({ service: chosen, tab: 'output' }) : null;
    case 'e': return chosen ? () => go({ service: chosen, tab: 'overview' }) : null;
    case 't': return switchTheme;
    case '?': return help;
    default: return VIEWS[event.key - 1] ? () => go({ view: VIEWS[event.key - 1], thread: null, plugin: null }) : null;
  }
}

function toList(list) {
  go({ view: 'services' });
  list.search();
}
