// One figure over time: a line on a quiet ground, its value now, and its highest.

import { el, setAttribute, setText, svg } from './dom.js';
import { span as inWords, time } from './format.js';

const WIDTH = 300;
const HEIGHT = 64;
/** How long a time a chart shows, in milliseconds: as long as there is something, within these. */
const SHORTEST = 60_000;
const LONGEST = 10 * 60_000;
/** A hole as wide as this is no line: nothing was measured. */
const HOLE = 15_000;

/**
 * @param {string} title @param {string} figure of a history @param {(value: number) => string} word
 * @param {number} least what the scale reaches at least, so that noise looks like noise
 */
export function chart(title, figure, word, least) {
  const area = svg('path', { class: 'chart-area' });
  const line = svg('path', { class: 'chart-line' });
  const dot = svg('path', { class: 'chart-dot' });
  const cursor = svg('line', { class: 'chart-cursor', y1: 0, y2: HEIGHT });
  const grid = [1, 2].map((part) => svg('line', { class: 'chart-grid', x1: 0, x2: WIDTH, y1: (HEIGHT * part) / 3, y2: (HEIGHT * part) / 3 }));
  const picture = svg('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' }, ...grid, area, line, cursor, dot);
  const now = el('span', { class: 'chart-now' });
  const high = el('span', { class: 'chart-high' });
  const begin = el('span');
  const element = el('figure', { class: `chart-box chart-${figure}` }, el('figcaption', {}, el('span', { class: 'chart-title', text: title }), now), picture,
    el('div', { class: 'chart-axis', 'aria-hidden': 'true' }, begin, high, el('span', { text: 'now' })));
  let points = [];
  let rest = '';

  picture.addEventListener('pointermove', (event) => point(event));
  picture.addEventListener('pointerleave', () => {
    cursor.classList.remove('is-there');
    setText(now, rest);
  });

  function point(event) {
    if (points.length === 0) return;
    const box = picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const near = points.reduce((best, one) => (Math.abs(one.x - x) < Math.abs(best.x - x) ? one : best));
    setAttribute(cursor, 'x1', near.x);
    setAttribute(cursor, 'x2', near.x);
    cursor.classList.add('is-there');
    setText(now, `${word(near.value)} at ${time(near.at)}`);
  }

  return {
    element,
    /** @param history null where nothing was measured @param {boolean} runs whether it runs now */
    draw(history, end, runs) {
      const seen = [];
      history?.each(figure, (at, value) => {
        if (at >= end - LONGEST && Number.isFinite(value)) seen.push({ at, value });
      });
      const highest = seen.reduce((most, one) => Math.max(most, one.value), 0);
      const span = Math.min(LONGEST, Math.max(SHORTEST, (end - (seen[0]?.at ?? end)) * 1.02));
      const top = Math.max(least, highest * 1.15);
      points = seen.map((one) => ({ ...one, x: WIDTH - ((end - one.at) / span) * WIDTH, y: HEIGHT - 2 - (one.value / top) * (HEIGHT - 6) }));
      const runsOfLine = pieces(points);
      setAttribute(line, 'd', runsOfLine.map(path).join(''));
      setAttribute(area, 'd', runsOfLine.map((piece) => `${path(piece)}L${piece.at(-1).x.toFixed(1)} ${HEIGHT}L${piece[0].x.toFixed(1)} ${HEIGHT}Z`).join(''));
      const last = runs ? points.at(-1) : undefined;
      dot.classList.toggle('is-there', last !== undefined);
      // A line of no length with round ends stays round however the picture is stretched.
      if (last) setAttribute(dot, 'd', `M${last.x.toFixed(1)} ${last.y.toFixed(1)}h0.01`);
      rest = last ? word(last.value) : '–';
      if (!cursor.classList.contains('is-there')) setText(now, rest);
      setText(begin, `${duration(span)} ago`);
      setText(high, seen.length > 1 ? `peak ${word(highest)}` : '');
      setAttribute(picture, 'aria-label', `${title}: ${rest} now, at most ${word(highest)} in ${duration(span)}`);
    },
  };
}

function duration(milliseconds) {
  return inWords(Math.round(milliseconds / 10_000) * 10);
}

function pieces(points) {
  const found = [];
  for (const one of points) {
    const piece = found.at(-1);
    if (piece && one.at - piece.at(-1).at < HOLE) piece.push(one);
    else found.push([one]);
  }
  return found;
}

function path(piece) {
  return piece.map((one, index) => `${index === 0 ? 'M' : 'L'}${one.x.toFixed(1)} ${one.y.toFixed(1)}`).join('');
}
