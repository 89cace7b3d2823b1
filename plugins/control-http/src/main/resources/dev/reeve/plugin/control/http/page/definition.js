// What is in force for a service, with every default filled in and secrets hidden.

import { get, servicePath } from './api.js';
import { button, el } from './dom.js';
import { note } from './dialog.js';

export function definition() {
  const text = el('pre', { class: 'code', tabindex: '0', 'aria-label': 'Definition' });
  const where = el('p', { class: 'quiet' });
  const copy = button('Copy', () => navigator.clipboard?.writeText(text.textContent).then(() => note('Copied.'), () => note('The browser does not allow that.', 'wrong')), { class: 'button' });
  copy.hidden = !navigator.clipboard;
  const element = el('div', { class: 'definition' }, el('div', { class: 'bar' }, where, copy), text);
  let name = null;
  return {
    element,
    async show(service) {
      name = service;
      text.textContent = '';
      where.textContent = '';
      try {
        const told = await get(servicePath(service, '/definition'));
        if (name !== service) return;
        text.replaceChildren(...lines(told.definition, 0));
        where.textContent = [told.place ? `from ${told.place}` : null, told.drift ? 'a newer one waits for a restart' : null].filter(Boolean).join(' · ');
      } catch (failure) {
        if (name === service) where.textContent = failure.message;
      }
    },
    hide() {
      name = null;
    },
  };
}

/** A value as YAML, which is what people write here. */
function lines(value, depth) {
  return Object.entries(value).flatMap(([key, one]) => {
    const head = ['  '.repeat(depth), el('span', { class: 'code-key', text: key }), ':'];
    if (one !== null && typeof one === 'object' && !Array.isArray(one) && Object.keys(one).length > 0) return [...head, '\n', ...lines(one, depth + 1)];
    return [...head, ' ', el('span', { class: 'code-value', text: flow(one) }), '\n'];
  });
}

function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (value !== null && typeof value === 'object') return `{${Object.entries(value).map(([key, one]) => `${key}: ${flow(one)}`).join(', ')}}`;
  return typeof value === 'string' && !/^[\w./][\w./ -]*$/.test(value) ? JSON.stringify(value) : String(value);
}
