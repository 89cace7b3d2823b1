// Questions, which hold the keyboard until they are answered.

import { button, el } from './dom.js';

/** Shows a dialog until it is closed; resolves with what it was closed with. */
function show(dialog, whatItWas) {
  document.body.append(dialog);
  const before = document.activeElement;
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      before?.focus?.();
      resolve(whatItWas());
    }, { once: true });
    dialog.showModal();
  });
}

/** @returns {boolean} whether it was confirmed */
export async function confirmed(title, text, verb, dangerous = false) {
  let yes = false;
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    el('h2', { id: 'dialog-title', text: title }),
    el('p', { text }),
    el('div', { class: 'dialog-buttons' },
      button('Cancel', () => dialog.close(), { class: 'button' }),
      button(verb, () => {
        yes = true;
        dialog.close();
      }, { class: `button ${dangerous ? 'button-danger' : 'button-main'}`, autofocus: true })));
  await show(dialog, () => yes);
  return yes;
}

let asking = null;

/** Asks for a token, once for all who want one. @returns {Promise<string|null>} */
export function askForToken(refusal) {
  asking ??= ask(refusal).finally(() => { asking = null; });
  return asking;
}

async function ask(refusal) {
  const input = el('input', { class: 'input', id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', autofocus: true, required: true, 'aria-describedby': 'token-why' });
  let given = null;
  const take = () => {
    given = input.value.trim() || null;
    if (given) dialog.close();
  };
  const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    el('h2', { id: 'dialog-title', text: 'This supervisor asks for a token' }),
    el('p', { id: 'token-why', class: refusal.status === 403 ? 'dialog-wrong' : '' , text: refusal.status === 403 ? 'Nobody has that token. Try another one.' : 'It is one of those in the supervisor’s token file, and is kept in this tab only.' }),
    el('label', { class: 'label', for: 'token', text: 'Token' }),
    input,
    el('div', { class: 'dialog-buttons' },
      button('Cancel', () => dialog.close(), { class: 'button' }),
      button('Go on', take, { class: 'button button-main' })));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') take();
  });
  return show(dialog, () => given);
}

/** Everything that the keyboard can do. */
export function showHelp(keys) {
  const dialog = el('dialog', { class: 'dialog dialog-wide', 'aria-labelledby': 'dialog-title' },
    el('h2', { id: 'dialog-title', text: 'Keys' }),
    el('dl', { class: 'keys' }, keys.map(([key, does]) => [el('dt', {}, ...key.split(' ').map((one) => el('kbd', { text: one }))), el('dd', { text: does })])),
    el('div', { class: 'dialog-buttons' }, button('Close', () => dialog.close(), { class: 'button button-main', autofocus: true })));
  return show(dialog, () => null);
}

/** A short word to the reader, which goes away by itself; mistakes stay longer. */
export function note(text, kind = 'plain') {
  const notes = document.getElementById('notes');
  const shown = el('div', { class: `note note-${kind}`, role: kind === 'wrong' ? 'alert' : null },
    el('span', { text }),
    button('×', () => shown.remove(), { class: 'note-close', 'aria-label': 'Close' }));
  notes.append(shown);
  while (notes.children.length > 4) notes.firstChild.remove();
  setTimeout(() => shown.remove(), kind === 'wrong' ? 12_000 : 4000);
}
