// What the kinds of a plugin take, read off their JSON Schemas.

import { el } from './dom.js';

/** A table for each kind. A kind that several doors have says what it takes at each. */
export function optionTables(schemas, provides) {
  return Object.entries(schemas).flatMap(([kind, schema]) => schema.anyOf
    ? schema.anyOf.map((one) => optionTable(kind, one.title, one))
    : [optionTable(kind, doors(kind, provides), schema)]);
}

function doors(kind, provides) {
  return Object.entries(provides).filter(([, kinds]) => kinds.includes(kind)).map(([door]) => door).join(', ');
}

function optionTable(kind, door, schema) {
  const options = Object.entries(schema.properties ?? {});
  const title = el('h3', {}, el('code', { text: kind }), ` · ${door}`);
  if (options.length === 0) return el('section', { class: 'part' }, title, el('p', { class: 'quiet', text: 'It takes no options.' }));
  const required = schema.required ?? [];
  return el('section', { class: 'part' }, title,
    el('table', { class: 'options', 'aria-label': `Options of ${kind}, ${door}`, 'data-options': kind },
      el('thead', {}, el('tr', {}, ['Option', 'Type', 'Default', 'About'].map((text) => el('th', { scope: 'col', text })))),
      el('tbody', {}, options.map(([name, option]) => el('tr', {},
        el('th', { scope: 'row' }, el('code', { text: name })),
        el('td', { text: option.title ?? '' }),
        required.includes(name) ? el('td', { class: 'option-required', text: 'required' }) : el('td', {}, option.default === undefined ? '' : el('code', { text: String(option.default) })),
        el('td', { text: option.description ?? '' }))))));
}
