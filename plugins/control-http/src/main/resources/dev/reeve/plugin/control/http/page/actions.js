// What can be done to a service, by whom, and how it is asked for.

import { patiently, post, servicePath } from './api.js';
import { button, el, setAttribute } from './dom.js';
import { confirmed, note } from './dialog.js';
import { alive } from './phases.js';
import { store } from './store.js';

/** `can` says when an action makes sense; `asks` what is said before it is done. */
const WORDS = {
  start: { word: 'Start', key: 's', can: (service) => !alive(service.phase) || service.phase === 'stopping' },
  restart: { word: 'Restart', key: 'r', can: () => true, asks: 'It is stopped, and started again.' },
  stop: { word: 'Stop', key: 'x', can: (service) => alive(service.phase) || ['waiting', 'backoff'].includes(service.phase), asks: 'It stays down until somebody starts it.', dangerous: true },
  suspend: { word: 'Suspend', can: (service) => service.desired !== 'suspended', asks: 'It is stopped, and stays so until somebody resumes it, whatever else restarts.' },
  resume: { word: 'Resume', can: (service) => service.desired === 'suspended' },
};

export const ACTIONS = Object.keys(WORDS);

/** Why an action cannot be asked for now; null if it can. */
function obstacle(action, service) {
  if (!store.may('operate')) return `the role ${store.role} may only look`;
  if (store.connection.state !== 'live') return 'there is no connection to the supervisor';
  return WORDS[action].can(service) ? null : `${service.name} is ${service.desired === 'suspended' ? 'suspended' : service.phase}${action === 'resume' ? ' and not suspended' : ''}`;
}

/** Asks the supervisor, after having asked the person where that is wise. */
export async function act(action, name) {
  const service = store.services.get(name);
  if (!service) return;
  const why = obstacle(action, service);
  const { word, asks, dangerous } = WORDS[action];
  if (why) {
    note(`Cannot ${word.toLowerCase()} ${name}: ${why}.`, 'wrong');
    return;
  }
  if (asks && !(await confirmed(`${word} ${name}?`, dependants(name, asks), word, dangerous))) return;
  try {
    // What becomes of it is seen as it happens; an answer that waits for it would hold a connection.
    await patiently(() => post(servicePath(name, `/${action}?wait=false`)));
    note(`${name} is asked to ${word.toLowerCase()}.`);
  } catch (failure) {
    note(`Cannot ${word.toLowerCase()} ${name}: ${failure.message}`, 'wrong');
  }
}

function dependants(name, asks) {
  const others = [...store.services.values()].filter((service) => service.depends_on.includes(name) && alive(service.phase)).map((service) => service.name);
  if (others.length === 0) return asks;
  const named = others.slice(0, 4).join(', ') + (others.length > 4 ? ` and ${others.length - 4} more` : '');
  return `${asks} ${named} depend${others.length === 1 ? 's' : ''} on it.`;
}

/** The buttons of the service that is looked at. */
export function actionBar() {
  let name = null;
  const buttons = ACTIONS.map((action) => {
    const { word, key, dangerous } = WORDS[action];
    return [action, button(word, () => act(action, name), {
      class: `button${dangerous ? ' button-danger-quiet' : ''}`,
      'data-action': action,
      title: key ? `${word} (${key})` : word,
      'aria-keyshortcuts': key ?? null,
    })];
  });
  const bar = el('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' }, buttons.map(([, made]) => made));
  return {
    element: bar,
    show(service) {
      name = service.name;
      for (const [action, made] of buttons) {
        const why = obstacle(action, service);
        made.disabled = why !== null;
        setAttribute(made, 'title', why ?? (WORDS[action].key ? `${WORDS[action].word} (${WORDS[action].key})` : WORDS[action].word));
      }
    },
  };
}
