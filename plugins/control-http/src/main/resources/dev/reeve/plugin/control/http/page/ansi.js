// What a service has written, for people: colours as colours, and no other command of a terminal.

import { el } from './dom.js';

// CSI … letter, OSC … BEL or ST, other escapes of two characters, and then lone control characters.
// eslint-disable-next-line no-control-regex
const COMMAND = /\x1b\[([0-9;:?<=>]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * @returns {{plain: string, parts: {from: number, style: object}[]}} the text without commands, and
 *   where in it which style begins
 */
export function read(text) {
  let plain = '';
  let at = 0;
  let style = {};
  const parts = [{ from: 0, style }];
  for (const found of text.matchAll(COMMAND)) {
    plain += text.slice(at, found.index);
    at = found.index + found[0].length;
    if (found[2] === 'm') {
      style = styled(style, found[1]);
      parts.push({ from: plain.length, style });
    } else if (found[0].length === 1 && found[0] !== '\r' && found[0] !== '\x1b') {
      const code = found[0].charCodeAt(0);
      plain += code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd';
    }
  }
  return { plain: plain + text.slice(at), parts };
}

function styled(before, numbers) {
  const style = { ...before };
  const codes = numbers.split(/[;:]/).map(Number);
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index];
    if (code === 0) for (const key of Object.keys(style)) delete style[key];
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 23) style.italic = false;
    else if (code === 24) style.underline = false;
    else if (code >= 30 && code <= 37) style.front = code - 30;
    else if (code >= 90 && code <= 97) style.front = code - 82;
    else if (code === 39) delete style.front;
    else if (code >= 40 && code <= 47) style.back = code - 40;
    else if (code >= 100 && code <= 107) style.back = code - 92;
    else if (code === 49) delete style.back;
    else if (code === 38 || code === 48) index += large(style, code === 38 ? 'front' : 'back', codes.slice(index + 1));
  }
  return style;
}

/** A colour out of 256 or of 16 million is shown as the nearest of the sixteen. */
function large(style, where, [kind, first, second, third]) {
  if (kind === 5) {
    style[where] = first < 16 ? first : nearest(...(first >= 232 ? Array(3).fill((first - 232) * 10 + 8) : cube(first - 16)));
    return 2;
  }
  if (kind === 2) {
    style[where] = nearest(first, second, third);
    return 4;
  }
  return 0;
}

function cube(index) {
  return [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((part) => part * 51);
}

function nearest(red, green, blue) {
  const most = Math.max(red, green, blue);
  if (most - Math.min(red, green, blue) < 40) return most > 200 ? 15 : most > 120 ? 7 : most > 60 ? 8 : 0;
  const bits = (red > most / 2 ? 1 : 0) + (green > most / 2 ? 2 : 0) + (blue > most / 2 ? 4 : 0);
  return most > 190 ? bits + 8 : bits;
}

function classes(style) {
  const names = ['bold', 'dim', 'italic', 'underline'].filter((name) => style[name]).map((name) => `sgr-${name}`);
  if (style.front !== undefined) names.push(`sgr-front-${style.front}`);
  if (style.back !== undefined) names.push(`sgr-back-${style.back}`);
  return names.join(' ');
}

/**
 * The text as elements; what was searched for is marked.
 * @param {ReturnType<typeof read>} text @param {[number, number][]} marks from where to where
 */
export function draw({ plain, parts }, marks) {
  const edges = new Set([0, plain.length, ...parts.map((part) => part.from), ...marks.flat()]);
  const sorted = [...edges].sort((one, other) => one - other);
  const drawn = [];
  let part = 0;
  for (let index = 0; index + 1 < sorted.length; index++) {
    const from = sorted[index];
    while (parts[part + 1]?.from <= from) part++;
    const piece = plain.slice(from, sorted[index + 1]);
    const marked = marks.some(([start, end]) => from >= start && from < end);
    const named = classes(parts[part].style);
    if (marked) drawn.push(el('mark', { class: named || null, text: piece }));
    else drawn.push(named ? el('span', { class: named, text: piece }) : piece);
  }
  return drawn;
}
