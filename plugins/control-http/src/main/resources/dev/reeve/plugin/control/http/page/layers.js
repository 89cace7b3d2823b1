// Where the parts of a graph are drawn: in columns, what is waited for to the left of who waits.

const COLUMN = 210;
const ROW = 46;
export const BOX = { width: 150, height: 30 };
/** How often columns are put in order by their neighbours. */
const SWEEPS = 8;

/**
 * @param {string[]} names @param {{from: string, to: string}[]} edges from who waits to whom
 * @returns {{places: Map<string, {x: number, y: number}>, ways: {edge: object, points: {x: number, y: number}[]}[], width: number, height: number}}
 */
export function layout(names, edges) {
  const depth = depths(names, edges);
  const joined = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const columns = [];
  const nodes = new Map();
  const put = (id, column) => {
    const node = { id, column, before: [], after: [], at: 0 };
    nodes.set(id, node);
    (columns[column] ??= []).push(node);
    return node;
  };
  for (const name of names) if (joined.has(name)) put(name, depth.get(name));
  const ways = edges.map((edge) => ({ edge, chain: chain(edge, nodes, put) }));
  order(columns);
  const places = align(columns);
  const height = Math.max(0, ...[...places.values()].map((place) => place.y)) + (columns.length > 0 ? ROW : 0);
  const lone = alone(names.filter((name) => !joined.has(name)), height, Math.max(columns.length, 3));
  for (const [name, place] of lone.places) places.set(name, place);
  return {
    places,
    ways: ways.map(({ edge, chain: nodesOfWay }) => ({ edge, points: nodesOfWay.map((node) => places.get(node.id)) })),
    width: Math.max(columns.length, lone.columns) * COLUMN - (COLUMN - BOX.width),
    height: Math.max(height, lone.bottom),
  };
}

/** How many others are behind each one at most. A cycle, which no manifest has, is cut. */
function depths(names, edges) {
  const needs = new Map(names.map((name) => [name, []]));
  for (const { from, to } of edges) needs.get(from).push(to);
  const depth = new Map();
  const visit = (start) => {
    const path = [[start, 0]];
    const open = new Set([start]);
    while (path.length > 0) {
      const top = path.at(-1);
      const next = needs.get(top[0])[top[1]++];
      if (next === undefined) {
        path.pop();
        open.delete(top[0]);
        depth.set(top[0], 1 + Math.max(-1, ...needs.get(top[0]).map((name) => depth.get(name) ?? -1)));
      } else if (!depth.has(next) && !open.has(next)) {
        open.add(next);
        path.push([next, 0]);
      }
    }
  };
  for (const name of names) if (!depth.has(name)) visit(name);
  return depth;
}

/** The nodes that an edge leads over, with one in each column between, so that it goes round boxes. */
function chain(edge, nodes, put) {
  const from = nodes.get(edge.to);
  const to = nodes.get(edge.from);
  const found = [from];
  for (let column = from.column + 1; column < to.column; column++) found.push(put(`${edge.from}\n${edge.to}\n${column}`, column));
  found.push(to);
  for (let index = 0; index + 1 < found.length; index++) {
    found[index].after.push(found[index + 1]);
    found[index + 1].before.push(found[index]);
  }
  return found;
}

/** Puts each column in the order of its neighbours' middles, forth and back, so that few lines cross. */
function order(columns) {
  const number = (column) => column.forEach((node, index) => { node.at = index; });
  columns.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0;
    const side = forth ? 'before' : 'after';
    for (const column of forth ? columns : columns.toReversed()) {
      const wish = new Map(column.map((node) => [node, node[side].length === 0 ? node.at : middle(node[side])]));
      column.sort((one, other) => wish.get(one) - wish.get(other) || one.at - other.at);
      number(column);
    }
  }
}

function middle(nodes) {
  return nodes.reduce((sum, node) => sum + node.at, 0) / nodes.length;
}

/** Moves nodes towards their neighbours, never nearer to each other than a row. */
function align(columns) {
  const tallest = Math.max(0, ...columns.map((column) => column.length));
  for (const column of columns) {
    const first = (tallest - column.length) / 2;
    column.forEach((node, index) => { node.at = first + index; });
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
      const wishes = column.map((node) => {
        const near = [...node.before, ...node.after];
        return near.length === 0 ? node.at : middle(near);
      });
      spread(column, wishes);
    }
  }
  const top = Math.min(0, ...columns.flat().map((node) => node.at));
  return new Map(columns.flat().map((node) => [node.id, { x: node.column * COLUMN, y: (node.at - top) * ROW }]));
}

/** Gives each its wish where there is room, and shares what is missing among those that crowd. */
function spread(column, wishes) {
  const groups = [];
  wishes.forEach((wish) => {
    groups.push({ wish, size: 1 });
    for (let last = groups.length - 1; last > 0; last--) {
      const [one, other] = [groups[last - 1], groups[last]];
      if (one.wish + one.size <= other.wish) break;
      const size = one.size + other.size;
      const wished = (one.wish * one.size + (other.wish - one.size) * other.size) / size;
      groups.splice(last - 1, 2, { wish: wished, size });
    }
  });
  let index = 0;
  for (const group of groups) for (let row = 0; row < group.size; row++) column[index++].at = group.wish + row;
}

/** Those that wait for nobody and nobody waits for, in rows below the rest. */
function alone(names, top, columns) {
  const many = Math.min(names.length, Math.max(columns, Math.ceil(Math.sqrt(names.length / 2))));
  const places = names.map((name, index) => [name, { x: (index % many) * COLUMN, y: top + Math.floor(index / many) * ROW }]);
  return { places, columns: many, bottom: top + Math.ceil(names.length / Math.max(1, many)) * ROW };
}
