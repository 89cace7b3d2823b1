// A list of any length with as many elements as fit into its window, and a few more.

import { el } from './dom.js';

const SPARE = 6;

/**
 * @typedef {object} Rows
 * @property {() => number} height of one row, in pixels
 * @property {() => HTMLElement} make an empty row
 * @property {(row: HTMLElement, item: any, index: number) => void} fill with what it shows now
 */

/** All rows are equally high, so that where each one is can be reckoned and not measured. */
export class VirtualList {
  /** @param {HTMLElement} scroller what scrolls @param {Rows} rows */
  constructor(scroller, rows) {
    this.scroller = scroller;
    this.rows = rows;
    this.items = [];
    this.pool = new Map();
    this.space = el('div', { class: 'list-space', role: 'presentation' });
    scroller.append(this.space);
    scroller.addEventListener('scroll', () => this.paint(false), { passive: true });
    this.sizes = new ResizeObserver(() => this.paint(true));
    this.sizes.observe(scroller);
  }

  show(items) {
    this.items = items;
    this.paint(true);
  }

  /** @param {boolean} anew whether rows that are there already are filled again */
  paint(anew) {
    const height = this.rows.height();
    const total = `${this.items.length * height}px`;
    if (this.space.style.height !== total) this.space.style.height = total;
    const top = this.scroller.scrollTop;
    const from = Math.max(0, Math.floor(top / height) - SPARE);
    const to = Math.min(this.items.length, Math.ceil((top + this.scroller.clientHeight) / height) + SPARE);
    const free = [];
    for (const [index, row] of this.pool) {
      if (index < from || index >= to) {
        free.push(row);
        this.pool.delete(index);
      }
    }
    for (let index = from; index < to; index++) {
      let row = this.pool.get(index);
      const fresh = row === undefined;
      if (fresh) {
        row = free.pop() ?? this.added();
        this.pool.set(index, row);
      }
      if (fresh || anew) {
        const at = `translateY(${index * height}px)`;
        if (row.style.transform !== at) row.style.transform = at;
        this.rows.fill(row, this.items[index], index);
      }
    }
    for (const row of free) row.remove();
  }

  added() {
    const row = this.rows.make();
    this.space.append(row);
    return row;
  }

  /** Scrolls as little as is needed to see a row. */
  reveal(index) {
    const height = this.rows.height();
    const { scrollTop, clientHeight } = this.scroller;
    if (index * height < scrollTop) this.scroller.scrollTop = index * height;
    else if ((index + 1) * height > scrollTop + clientHeight) this.scroller.scrollTop = (index + 1) * height - clientHeight;
    this.paint(false);
  }
}
