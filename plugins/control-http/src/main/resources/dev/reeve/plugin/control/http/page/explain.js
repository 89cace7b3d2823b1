// Why a service is where it is: the chain of causes, and what to try.

import { get, servicePath } from './api.js';
import { el } from './dom.js';
import { go } from './place.js';
import { store } from './store.js';

/** Causes change with events; asked about again this long after one, in milliseconds. */
const SETTLED = 400;

export function explanation() {
  const body = el('div', { class: 'explanation' });
  const element = el('section', { class: 'part' }, el('h3', { text: 'Why it is so' }), body);
  let name = null;
  let timer = null;

  async function ask() {
    timer = null;
    const asked = name;
    if (asked === null || document.hidden) return;
    try {
      const told = await get(servicePath(asked, '/explanation'));
      if (asked === name) paint(told);
    } catch (failure) {
      if (asked === name) body.replaceChildren(el('p', { class: 'quiet', text: `Cannot say: ${failure.message}` }));
    }
  }

  function paint(told) {
    body.replaceChildren(
      el('ol', { class: 'causes' }, told.causes.map((cause, depth) => el('li', { class: 'cause', 'data-depth': Math.min(depth, 4) },
        el('p', {}, cause.service === told.service ? el('strong', { text: cause.service }) : el('button', { type: 'button', class: 'link-plain', text: cause.service, onclick: () => go({ service: cause.service }) }), ` ${cause.text}`),
        cause.details.length > 0 ? el('ul', { class: 'cause-details' }, cause.details.map((detail) => el('li', { text: detail }))) : null))),
      told.hints.length > 0 ? el('div', { class: 'hints' }, told.hints.map((hint) => el('p', {}, coded(hint)))) : '');
  }

  function later() {
    if (name !== null) timer ??= setTimeout(ask, SETTLED);
  }
  store.on('events', ({ detail }) => {
    if (detail === null || detail.some((event) => event.type === 'state' || event.type === 'health')) later();
  });
  return {
    element,
    show(service) {
      name = service;
      body.replaceChildren();
      ask();
    },
    hide() {
      name = null;
      clearTimeout(timer);
      timer = null;
    },
  };
}

/** What stands between backticks is something to type. */
function coded(text) {
  return text.split('`').map((piece, index) => (index % 2 === 1 ? el('code', { text: piece }) : piece)).filter((piece) => piece !== '');
}
