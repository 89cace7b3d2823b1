// What a service writes, as it writes it.

import { servicePath } from './api.js';
import { draw, read } from './ansi.js';
import { button, el, perFrame, setAttribute, setText } from './dom.js';
import { plural, time } from './format.js';
import { follow } from './sse.js';

/** Lines that are kept to search in, and those of them that are elements. */
const KEPT = 10_000;
const DRAWN = 1000;
const PAST = 500;
const WAIT = 2000;

export function output() {
  const search = el('input', { class: 'input output-search', type: 'search', placeholder: 'Search, or /expression/', 'aria-label': 'Search the output', spellcheck: 'false', autocomplete: 'off', oninput: () => repaint() });
  const stream = el('select', { class: 'input output-stream', 'aria-label': 'Stream', onchange: () => repaint() },
    [['', 'both'], ['stdout', 'stdout'], ['stderr', 'stderr']].map(([value, text]) => el('option', { value, text })));
  const pause = button('Hold', () => hold(!held), { class: 'button', 'aria-pressed': 'false', title: 'Take no new lines' });
  const wrap = button('Wrap', () => {
    const on = lines.classList.toggle('output-wrapped');
    setAttribute(wrap, 'aria-pressed', on);
  }, { class: 'button', 'aria-pressed': 'true' });
  const state = el('span', { class: 'quiet output-state', 'aria-live': 'polite' });
  const lines = el('div', { class: 'output-lines output-wrapped', tabindex: '0', role: 'log', 'aria-live': 'off', 'aria-label': 'Output', 'data-arrows': true });
  const down = button('Newest ↓', () => { lines.scrollTop = lines.scrollHeight; }, { class: 'button output-down', hidden: true });
  const element = el('div', { class: 'output' }, el('div', { class: 'bar' }, search, stream, wrap, pause, state), el('div', { class: 'output-frame' }, lines, down));

  let kept = [];
  let fresh = [];
  let held = false;
  let atEnd = true;
  let stopped = null;
  let broken = null;
  /** How many of the kept lines fit. */
  let hits = 0;
  const flush = perFrame(append);

  // Only who scrolls up leaves the end: that lines come, or become higher, is nobody's wish.
  let top = 0;
  lines.addEventListener('scroll', () => {
    const near = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 24;
    if (near || lines.scrollTop < top) atEnd = near;
    top = lines.scrollTop;
    down.hidden = atEnd;
  }, { passive: true });
  const toEnd = () => {
    if (atEnd) lines.scrollTop = lines.scrollHeight;
  };
  new ResizeObserver(toEnd).observe(lines);

  function hold(on) {
    held = on;
    setAttribute(pause, 'aria-pressed', on);
    setText(pause, on ? 'Go on' : 'Hold');
    if (!on) flush();
    paintState();
  }

  function paintState() {
    const waits = held && fresh.length > 0 ? `${plural(fresh.length, 'new line')} held back` : null;
    const found = search.value ? `${plural(hits, 'line')} found` : null;
    setText(state, broken ?? waits ?? found ?? (kept.length === 0 ? 'nothing yet' : ''));
  }

  function fits(line) {
    return (stream.value === '' || line.stream === stream.value) && (search.value === '' || marks(line.read.plain, expression(search)).length > 0);
  }

  function append() {
    if (held) return paintState();
    const added = fresh;
    fresh = [];
    kept.push(...added);
    if (kept.length > KEPT) kept = kept.slice(-KEPT);
    const shown = added.filter(fits);
    hits += shown.length;
    lines.append(...shown.slice(-DRAWN).map(drawLine));
    while (lines.childElementCount > DRAWN) lines.firstChild.remove();
    toEnd();
    paintState();
  }

  function repaint() {
    const shown = kept.filter(fits);
    hits = shown.length;
    lines.replaceChildren(...shown.slice(-DRAWN).map(drawLine));
    atEnd = true;
    toEnd();
    paintState();
  }

  function drawLine(line) {
    return el('div', { class: `line line-${line.stream}` },
      el('span', { class: 'line-time', text: line.time ? time(line.time) : '', title: `${line.stream}, run ${line.run}` }),
      el('span', { class: 'line-text' }, draw(line.read, search.value ? marks(line.read.plain, expression(search)) : [])));
  }

  async function keepFollowing(name, mine) {
    let past = PAST;
    while (!mine.signal.aborted) {
      try {
        const path = servicePath(name, `/logs?follow=true&lines=${past}`);
        await follow(path, { signal: mine.signal, opened: () => { broken = null; paintState(); } }, ({ event, data }) => {
          if (event !== 'line' || mine.signal.aborted) return;
          fresh.push({ ...data, read: read(data.text) });
          if (fresh.length > KEPT) fresh.shift();
          flush();
        });
      } catch (failure) {
        if (mine.signal.aborted) return;
        broken = failure.message;
        paintState();
      }
      // What was written meanwhile is not asked for twice; a hole is better than a line doubled.
      past = 0;
      await new Promise((resolve) => setTimeout(resolve, WAIT));
    }
  }

  function start(name) {
    stop();
    stopped = new AbortController();
    keepFollowing(name, stopped);
  }

  function stop() {
    stopped?.abort();
    stopped = null;
  }

  let shown = null;
  document.addEventListener('visibilitychange', () => {
    if (shown === null) return;
    if (document.hidden) stop();
    else begin(shown);
  });

  function begin(name) {
    kept = [];
    fresh = [];
    broken = null;
    lines.replaceChildren();
    atEnd = true;
    down.hidden = true;
    hold(false);
    start(name);
  }

  return {
    element,
    show(name) {
      shown = name;
      search.value = '';
      expression(search);
      begin(name);
    },
    hide() {
      shown = null;
      stop();
    },
  };
}

/** What is searched for: some text, or an expression between slashes. Null where it is neither. */
function expression(search) {
  const text = search.value;
  const slashed = /^\/(.+)\/$/.exec(text);
  search.classList.remove('input-wrong');
  try {
    return new RegExp(slashed ? slashed[1] : text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), slashed ? 'g' : 'gi');
  } catch {
    search.classList.add('input-wrong');
    return null;
  }
}

function marks(text, wanted) {
  if (wanted === null) return [];
  return [...text.matchAll(wanted)].filter((found) => found[0] !== '').map((found) => [found.index, found.index + found[0].length]);
}
