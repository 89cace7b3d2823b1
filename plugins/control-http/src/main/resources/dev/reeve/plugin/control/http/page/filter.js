// Which services are shown, and in which order.

import { PHASES } from './phases.js';
import { latest } from './samples.js';
import { store } from './store.js';

const byName = new Intl.Collator(undefined, { numeric: true }).compare;
const rank = Object.fromEntries(PHASES.map((phase, index) => [phase, index]));

const ORDERS = {
  name: () => 0,
  phase: (one, other) => rank[one.phase] - rank[other.phase],
  health: (one, other) => one.health.localeCompare(other.health),
  // By when it has begun, so that the order does not change from second to second.
  uptime: (one, other) => begun(one) - begun(other),
  restarts: (one, other) => other.restarts - one.restarts,
  cpu: (one, other) => figure(other, 'cpu_percent') - figure(one, 'cpu_percent'),
  memory: (one, other) => figure(other, 'memory_bytes') - figure(one, 'memory_bytes'),
};

function begun(service) {
  return service.started_at ? Date.parse(service.started_at) : Number.MAX_SAFE_INTEGER;
}

function figure(service, name) {
  return latest(service.name)?.[name] ?? -1;
}

/** What the list shows; `phase` null is all of them. */
export const filter = {
  text: '',
  phase: null,
  order: 'name',
  backwards: false,

  set(changes) {
    Object.assign(this, changes);
    store.tell('filter');
  },

  /** Sorts by a column, and the other way round when it does so already. */
  sortBy(order) {
    this.set(this.order === order ? { backwards: !this.backwards } : { order, backwards: false });
  },
};

function fits(service, words) {
  const text = `${service.name} ${service.display_name ?? ''} ${service.description ?? ''} ${service.phase} ${service.health} ${service.kind} ${service.reason?.text ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** @returns {object[]} the services to show, in their order */
export function shown() {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const compare = ORDERS[filter.order];
  const sign = filter.backwards ? -1 : 1;
  return [...store.services.values()]
    .filter((service) => (filter.phase === null || service.phase === filter.phase) && (words.length === 0 || fits(service, words)))
    .sort((one, other) => sign * (compare(one, other) || byName(one.name, other.name)));
}

/** How many services are in each phase. */
export function counts() {
  const found = Object.fromEntries(PHASES.map((phase) => [phase, 0]));
  for (const service of store.services.values()) found[service.phase] = (found[service.phase] ?? 0) + 1;
  return found;
}
