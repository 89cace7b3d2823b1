// Who waits for whom, drawn with the states they are in.

import { button, el, perFrame, setAttribute, setText, svg } from './dom.js';
import { plural } from './format.js';
import { fetchGraph, MANY, part } from './graph-data.js';
import { BOX, layout } from './layers.js';
import { panZoom } from './pan-zoom.js';
import { shapeParts } from './phases.js';
import { go } from './place.js';
import { store } from './store.js';

const LETTERS = 17;
/** Smaller than this a drawing is only made when somebody asks for all of it. */
const READABLE = 0.65;

export function graphView() {
  const edgesLayer = svg('g', { class: 'graph-edges' });
  const nodesLayer = svg('g', { class: 'graph-nodes' });
  const content = svg('g', {}, edgesLayer, nodesLayer);
  const arrow = svg('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, svg('path', { class: 'graph-arrow', d: 'M0 0.5 8 4 0 7.5Z' }));
  const picture = svg('svg', { class: 'graph', role: 'group', 'aria-label': 'Dependencies' }, svg('defs', {}, arrow), content);
  const view = panZoom(picture, content);
  const count = el('span', { class: 'quiet' });
  const everything = button('Everything', () => {
    all = !all;
    setAttribute(everything, 'aria-pressed', all);
    redraw();
  }, { class: 'button', 'aria-pressed': 'false' });
  const tools = el('div', { class: 'list-tools' }, count, everything,
    el('span', { class: 'tool-group' },
      button('−', () => view.zoom(0.8), { class: 'button button-icon', 'aria-label': 'Smaller' }),
      button('+', () => view.zoom(1.25), { class: 'button button-icon', 'aria-label': 'Larger' }),
      button('Fit', () => view.fit(size.width, size.height), { class: 'button' })));
  const empty = el('p', { class: 'empty', hidden: true });
  const element = el('div', { class: 'graph-frame' }, tools, picture, empty);

  let all = false;
  let size = { width: 1, height: 1 };
  let boxes = new Map();
  let lines = [];
  let names = '';
  let drawn = '';

  function redraw() {
    const { names: shown, edges, whole } = part(all);
    const key = JSON.stringify([shown, edges]);
    if (key !== drawn) {
      drawn = key;
      draw(shown, edges);
    }
    everything.hidden = store.services.size <= MANY;
    setText(count, whole ? `${plural(shown.length, 'service')}, in the order they start` : `${shown.length} of ${plural(store.services.size, 'service')}, around ${store.selected ?? 'the busiest'}`);
    paint();
  }

  function draw(shown, edges) {
    const { places, ways, width, height } = layout(shown, edges);
    size = { width, height };
    boxes = new Map(shown.map((name) => [name, box(name, places.get(name))]));
    lines = ways.map(({ edge, points }) => ({ edge, line: svg('path', { class: 'graph-edge', d: way(points), 'marker-end': 'url(#arrow)' }, svg('title', { text: `${edge.from} waits until ${edge.to} is ${edge.condition}` })) }));
    edgesLayer.replaceChildren(...lines.map(({ line }) => line));
    nodesLayer.replaceChildren(...boxes.values());
    empty.hidden = shown.length > 0;
    setText(empty, 'There are no services.');
    view.fit(width, height, READABLE);
  }

  function paint() {
    for (const [name, node] of boxes) {
      const phase = store.services.get(name)?.phase ?? 'missing';
      if (node.dataset.phase !== phase) {
        node.dataset.phase = phase;
        node.setAttribute('class', `graph-node phase-${phase}`);
        node.querySelector('.graph-shape').replaceChildren(...shapeParts(phase));
        setAttribute(node, 'aria-label', `${name}, ${phase}`);
      }
      setAttribute(node, 'aria-pressed', name === store.selected);
    }
    for (const { edge, line } of lines) {
      const near = edge.from === store.selected || edge.to === store.selected;
      const open = ['running', 'stopped'].includes(store.services.get(edge.to)?.phase);
      line.setAttribute('class', `graph-edge${near ? ' is-near' : ''}${open ? '' : ' is-waiting'}`);
    }
  }

  async function refresh() {
    try {
      if (await fetchGraph()) redraw();
    } catch {
      // The header says that there is no connection.
    }
  }

  const soon = perFrame(() => {
    if (!element.isConnected) return;
    const now = [...store.services.keys()].join('\n');
    paint();
    if (now === names) return;
    names = now;
    refresh();
  });
  store.on('services', soon);
  store.on('selected', () => {
    if (element.isConnected) redraw();
  });
  new ResizeObserver(() => view.fit(size.width, size.height, READABLE)).observe(picture);
  return {
    element,
    shown() {
      redraw();
      refresh();
    },
  };
}

function box(name, { x, y }) {
  const short = name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
  const choose = () => go({ service: name });
  const node = svg('g', { class: 'graph-node', transform: `translate(${x} ${y})`, tabindex: 0, role: 'button', onclick: choose, onkeydown: (event) => {
    if (event.key === 'Enter' || event.key === ' ') choose();
  } },
  svg('title', { text: name }),
  svg('rect', { class: 'graph-box', width: BOX.width, height: BOX.height, rx: 7 }),
  svg('g', { class: 'graph-shape', transform: 'translate(9 8)' }),
  svg('text', { class: 'graph-name', x: 30, y: 19.5, text: short }));
  return node;
}

/** From the right side of the first to the left side of the last, through the rows between. */
function way(points) {
  const half = BOX.height / 2;
  const start = { x: points[0].x + BOX.width, y: points[0].y + half };
  const stops = [start];
  for (const between of points.slice(1, -1)) stops.push({ x: between.x, y: between.y + half }, { x: between.x + BOX.width, y: between.y + half });
  stops.push({ x: points.at(-1).x - 1, y: points.at(-1).y + half });
  let path = `M${start.x} ${start.y}`;
  for (let index = 1; index < stops.length; index++) {
    const [from, to] = [stops[index - 1], stops[index]];
    const bend = (to.x - from.x) / 2;
    path += from.y === to.y ? `L${to.x} ${to.y}` : `C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
  }
  return path;
}
