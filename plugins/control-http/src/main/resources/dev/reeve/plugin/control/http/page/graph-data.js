// Who waits for whom, and which part of that is drawn.

import { get } from './api.js';
import { store } from './store.js';

/** More services than these are not drawn all at once, unless somebody asks for it. */
export const MANY = 80;
/** How far around a chosen service is looked, and how many services are drawn then. */
const STEPS = 3;
const AROUND = 60;

let told = { nodes: [], edges: [] };

/** Asks anew, and says whether there is a difference. */
export async function fetchGraph() {
  const found = await get('/v1/graph');
  const changed = JSON.stringify(found) !== JSON.stringify(told);
  told = found;
  return changed;
}

/** @returns {{names: string[], edges: object[], whole: boolean}} what to draw */
export function part(everything) {
  if (everything || told.nodes.length <= MANY) return { names: told.nodes, edges: told.edges, whole: true };
  const names = around(store.selected && told.nodes.includes(store.selected) ? store.selected : busiest());
  return { names: [...names].sort(), edges: told.edges.filter((edge) => names.has(edge.from) && names.has(edge.to)), whole: false };
}

/** The service that most others have to do with: where to begin to look. */
function busiest() {
  const count = new Map();
  for (const { from, to } of told.edges) for (const name of [from, to]) count.set(name, (count.get(name) ?? 0) + 1);
  return [...count].sort((one, other) => other[1] - one[1])[0]?.[0] ?? told.nodes[0];
}

/** All that is near, the nearest first, until there is enough. */
function around(name) {
  const near = new Map();
  for (const { from, to } of told.edges) {
    for (const [one, other] of [[from, to], [to, from]]) near.set(one, [...(near.get(one) ?? []), other]);
  }
  const found = new Set([name]);
  let edge = [name];
  for (let step = 0; step < STEPS; step++) {
    const next = [];
    for (const other of edge.flatMap((one) => near.get(one) ?? [])) {
      if (found.size >= AROUND) return found;
      if (found.has(other)) continue;
      found.add(other);
      next.push(other);
    }
    edge = next;
  }
  return found;
}
