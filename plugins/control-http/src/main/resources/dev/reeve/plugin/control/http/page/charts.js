// What a service uses: CPU and memory over time, and the rest as numbers.

import { chart } from './chart.js';
import { el, perFrame, setText } from './dom.js';
import { bytes, percent } from './format.js';
import { history, latest } from './samples.js';
import { store } from './store.js';

const MEBIBYTE = 1024 * 1024;

export function serviceCharts() {
  const cpu = chart('CPU', 'cpu', percent, 5);
  const memory = chart('Memory', 'memory', bytes, 8 * MEBIBYTE);
  const figures = [['processes', 'Processes'], ['threads', 'Threads'], ['open_files', 'Open files']].map(([key, word]) => [key, el('span', { class: 'figure-value', text: '–' }), word]);
  const element = el('section', { class: 'charts', 'aria-label': 'What it uses' }, cpu.element, memory.element,
    el('div', { class: 'figures' }, figures.map(([, value, word]) => el('span', { class: 'figure' }, value, ` ${word.toLowerCase()}`))));
  let name = null;
  const paint = perFrame(() => {
    if (name === null || !element.isConnected) return;
    const runs = Boolean(store.services.get(name)?.pid);
    const known = history(name);
    element.hidden = !runs && known === null;
    cpu.draw(known, store.now(), runs);
    memory.draw(known, store.now(), runs);
    const sample = latest(name);
    for (const [key, value] of figures) setText(value, sample?.[key] === null || sample?.[key] === undefined ? '–' : String(sample[key]));
  });
  store.on('samples', paint);
  store.on('services', paint);
  return {
    element,
    show(service) {
      name = service;
      paint();
    },
    hide() {
      name = null;
    },
  };
}
