// What services use, over time. Asked for only while somebody looks.

import { all } from './api.js';
import { store } from './store.js';

const EVERY = 2000;
/** Many services are measured less often, so that measuring stays cheap. */
const EVERY_OF_MANY = 5000;
const MANY = 300;
/** Ten minutes of samples. */
export const KEPT = 300;

/** The samples of one service: rings of numbers, and the newest sample as it was told. */
class History {
  times = new Float64Array(KEPT);
  cpu = new Float32Array(KEPT);
  memory = new Float64Array(KEPT);
  count = 0;
  latest = null;

  add(sample) {
    const at = Date.parse(sample.time);
    if (this.latest?.time === sample.time || !Number.isFinite(at)) return;
    const place = this.count++ % KEPT;
    this.times[place] = at;
    this.cpu[place] = sample.cpu_percent ?? NaN;
    this.memory[place] = sample.memory_bytes ?? NaN;
    this.latest = sample;
  }

  /** Calls `take(time, value)` for each sample, oldest first. */
  each(figure, take) {
    const values = this[figure];
    for (let index = Math.max(0, this.count - KEPT); index < this.count; index++) {
      take(this.times[index % KEPT], values[index % KEPT]);
    }
  }
}

const histories = new Map();

export function history(name) {
  return histories.get(name) ?? null;
}

/** The newest sample of a service, or null where it does not run. */
export function latest(name) {
  const history = histories.get(name);
  return history && store.services.get(name)?.pid ? history.latest : null;
}

function keep(samples) {
  for (const sample of samples) {
    if (!histories.has(sample.name)) histories.set(sample.name, new History());
    histories.get(sample.name).add(sample);
  }
  for (const name of histories.keys()) if (!store.services.has(name)) histories.delete(name);
  store.tell('samples');
}

/** Asks again and again, for as long as the page is there. */
export async function keepMeasured() {
  for (;;) {
    if (!document.hidden && store.connection.state === 'live') await measure();
    await new Promise((resolve) => setTimeout(resolve, store.services.size > MANY ? EVERY_OF_MANY : EVERY));
  }
}

async function measure() {
  try {
    keep(await all('/v1/samples'));
  } catch {
    // The next look may have more luck; the stream says when nobody answers.
  }
}
