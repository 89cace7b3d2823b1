// How each phase is told: by a word, by a shape and by a colour, never by the colour alone.

import { svg } from './dom.js';

/** From what needs somebody to what does not; lists sorted by phase follow it. */
export const PHASES = ['failed', 'backoff', 'starting', 'stopping', 'waiting', 'running', 'stopped', 'unknown'];

const CIRCLE = 'M7 1.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11Z';

// In a square of 14 by 14. `fill` is filled; `line` is drawn with a line.
const SHAPES = {
  running: { fill: CIRCLE },
  starting: { line: CIRCLE, fill: 'M7 1.5a5.5 5.5 0 0 1 0 11Z' },
  waiting: { line: CIRCLE, fill: 'M7 5.5a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3Z' },
  stopping: { fill: 'M1.5 3.5h11L7 12.5Z' },
  stopped: { line: 'M2.5 2.5h9v9h-9Z' },
  backoff: { fill: 'M7 1.2 13 12.3H1Z' },
  failed: { fill: 'M4.4 1h5.2L13 4.4v5.2L9.6 13H4.4L1 9.6V4.4Z', mark: 'M4.9 4.9l4.2 4.2M9.1 4.9l-4.2 4.2' },
  unknown: { line: 'M7 1.4 12.6 7 7 12.6 1.4 7Z' },
};

/** The parts of a phase's shape, for a drawing of its own. */
export function shapeParts(phase) {
  const shape = SHAPES[phase] ?? SHAPES.unknown;
  const parts = [];
  if (shape.line) parts.push(svg('path', { class: 'shape-line', d: shape.line }));
  if (shape.fill) parts.push(svg('path', { class: 'shape-fill', d: shape.fill }));
  if (shape.mark) parts.push(svg('path', { class: 'shape-mark', d: shape.mark }));
  return parts;
}

/** A phase as a small picture. The word beside it is what is read aloud. */
export function shape(phase) {
  return svg('svg', { class: `shape phase-${phase}`, viewBox: '0 0 14 14', 'aria-hidden': 'true' }, ...shapeParts(phase));
}

/** Whether a service of this phase has, or may have, a process. */
export function alive(phase) {
  return phase === 'running' || phase === 'starting' || phase === 'stopping';
}
