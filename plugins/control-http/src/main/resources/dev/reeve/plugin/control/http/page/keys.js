// The keyboard. One letter does one thing, outside of fields where people write.

import { act } from './actions.js';
import { showHelp } from './dialog.js';
import { go, place, VIEWS } from './place.js';
import { store } from './store.js';
import { switchTheme } from './theme.js';

const HELP = [
  ['j ↓', 'the next service'],
  ['k ↑', 'the one before'],
  ['Enter', 'open the chosen service'],
  ['Esc', 'close it; show all services again'],
  ['/', 'filter, or search the output'],
  ['s', 'start'],
  ['x', 'stop, after a question'],
  ['r', 'restart, after a question'],
  ['o', 'its output'],
  ['e', 'its overview: why it is so'],
  ['1 2 3', 'services, graph, events'],
  ['t', 'light or dark'],
  ['?', 'this list'],
];

export function help() {
  showHelp(HELP);
}

/** @param {{list: object, panel: object}} parts what the keys reach into */
export function listenToKeys({ list, panel }) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const writing = event.target.closest('input, textarea, select');
    if (writing) {
      if (event.key === 'Escape') leave(event, writing, list);
      else if (event.key === 'ArrowDown' && writing.classList.contains('search')) move(event, list, 1);
      else if (event.key === 'Enter' && writing.classList.contains('search')) open(event, list);
      return;
    }
    const does = deed(event, list, panel);
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

function open(event, list) {
  event.preventDefault();
  if (!store.selected) list.move(1);
  if (store.selected) go({ service: store.selected });
}

function deed(event, list, panel) {
  const control = event.target.closest('button, a, [role=tab]');
  const tabs = event.target.closest('[role=tablist]');
  const chosen = place().service ?? store.selected;
  switch (event.key) {
    case 'j': return () => list.move(1);
    case 'k': return () => list.move(-1);
    case 'ArrowDown': return event.target.closest('[data-arrows]') ? null : () => list.move(1);
    case 'ArrowUp': return event.target.closest('[data-arrows]') ? null : () => list.move(-1);
    case 'Home': return tabs || event.target.closest('[data-arrows]') ? null : () => list.move(-Infinity);
    case 'End': return tabs || event.target.closest('[data-arrows]') ? null : () => list.move(Infinity);
    case 'Enter': return control || !chosen ? null : () => go({ service: chosen });
    case 'Escape': return place().service ? () => panel.close() : () => list.clear();
    case '/': return () => (panel.search() ? null : toList(list));
    case 's': return chosen ? () => act('start', chosen) : null;
    case 'x': return chosen ? () => act('stop', chosen) : null;
    case 'r': return chosen ? () => act('restart', chosen) : null;
    case 'o': return chosen ? () => go({ service: chosen, tab: 'output' }) : null;
    case 'e': return chosen ? () => go({ service: chosen, tab: 'overview' }) : null;
    case 't': return switchTheme;
    case '?': return help;
    default: return VIEWS[event.key - 1] ? () => go({ view: VIEWS[event.key - 1] }) : null;
  }
}

function toList(list) {
  go({ view: 'services' });
  list.search();
}
