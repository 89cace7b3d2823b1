// The operations, or one of them: how it has gone, and what was said.

import { get, patiently, post } from './api.js';
import { confirmed, note } from './dialog.js';
import { button, el, perFrame, setAttribute, setText } from './dom.js';
import { dateTime, time } from './format.js';
import { operationList, statusShape, took } from './operation-list.js';
import { go, place } from './place.js';
import { store } from './store.js';
import { timeline } from './timeline.js';

const REFRESH = 300;
const MESSAGES = 100;

/** The view: the list, and in its place one operation where one is chosen. */
export function operationView() {
  const list = operationList();
  const one = operation();
  const element = el('div', { class: 'operation-frame' }, list.element);
  return {
    ...list,
    element,
    shown() {
      const { thread } = place();
      const wanted = thread ? one : list;
      if (element.firstChild !== wanted.element) element.replaceChildren(wanted.element);
      if (!thread) {
        one.hide();
        list.shown();
        return;
      }
      list.choose(thread);
      one.show(thread);
    },
    /** Back to the list, or all of the list again. */
    back() {
      if (!place().thread) {
        list.clear();
        return;
      }
      go({ thread: null });
      list.focus();
    },
  };
}

function path(id, rest = '') {
  return `/v1/threads/${encodeURIComponent(id)}${rest}`;
}

function operation() {
  const mark = el('span', { class: 'panel-phase' });
  const title = el('h2', { class: 'panel-name', tabindex: '-1' });
  const about = el('p', { class: 'panel-about' });
  const wrong = el('p', { class: 'operation-error' });
  const end = button('Kill', kill, { class: 'button button-danger-quiet', title: 'What it still had to do is not done, and what it is starting is stopped' });
  const course = timeline();
  const messages = el('ol', { class: 'messages' });
  const said = el('section', { class: 'part' }, el('h3', { text: 'Messages' }), messages);
  const element = el('div', { class: 'operation' },
    el('div', { class: 'panel-top operation-top' },
      el('div', { class: 'panel-title' }, button('←', () => go({ thread: null }), { class: 'button button-icon', title: 'All operations (Esc)', 'aria-label': 'All operations' }), mark, title, end),
      about, wrong),
    el('div', { class: 'operation-body', tabindex: '0', 'aria-label': 'How it has gone', 'data-arrows': true }, course.element, said));
  let id = null;
  let told = null;
  let asking = null;

  function paint() {
    if (!told) return;
    const { thread } = told;
    if (mark.dataset.status !== thread.status) {
      mark.dataset.status = thread.status;
      mark.replaceChildren(statusShape(thread.status), el('span', { class: 'phase-word', text: thread.status }));
    }
    setText(title, thread.operation);
    setText(about, `${thread.id} · ${dateTime(thread.created_at)} · ${took(thread)}`);
    setText(wrong, thread.error ?? '');
    wrong.hidden = !thread.error;
    end.hidden = thread.status !== 'active';
    end.disabled = !store.may('operate');
    course.show(told);
  }

  async function fetchIt() {
    const wanted = id;
    try {
      const [course, page] = await Promise.all([get(path(wanted, '/timeline')), get(path(wanted, `/messages?limit=${MESSAGES}`))]);
      if (wanted === id) {
        told = course;
        paint();
        write(messages, page);
        said.hidden = page.total === 0;
      }
    } catch (failure) {
      if (wanted === id && failure.status === 404) missing();
    }
    asking = null;
    if (id !== null && id !== wanted) refresh(0);
  }

  function missing() {
    told = null;
    mark.replaceChildren();
    delete mark.dataset.status;
    setText(title, id);
    setText(about, 'There is no such operation, or it is not kept any more.');
    wrong.hidden = true;
    end.hidden = true;
    said.hidden = true;
    course.clear();
  }

  function refresh(delay = REFRESH) {
    if (id !== null) asking ??= setTimeout(fetchIt, delay);
  }

  async function kill() {
    const { thread } = told;
    if (!(await confirmed(`Kill ${thread.operation}?`, 'What it still had to do is not done, and what it is starting is stopped.', 'Kill', true))) return;
    try {
      await patiently(() => post(path(thread.id, '/kill')));
    } catch (failure) {
      note(`Cannot kill ${thread.operation}: ${failure.message}`, 'wrong');
    }
    refresh(0);
  }

  store.on('events', ({ detail }) => {
    if (id !== null && detail?.some((event) => event.thread === id)) refresh();
  });
  store.on('operations', ({ detail }) => {
    if (detail === id) refresh();
  });
  store.on('connection', () => store.connection.state === 'live' && refresh());
  const soon = perFrame(() => {
    if (id !== null && told?.thread.status === 'active') paint();
  });
  setInterval(soon, 1000);
  return {
    element,
    show(thread) {
      if (thread === id) return;
      id = thread;
      told = null;
      course.clear();
      messages.replaceChildren();
      said.hidden = true;
      refresh(0);
    },
    hide() {
      id = null;
    },
  };
}

/** The newest comes last, as it is read. */
function write(list, page) {
  setAttribute(list, 'data-total', page.total);
  const left = page.total - page.items.length;
  list.replaceChildren(
    left > 0 ? el('li', { class: 'quiet', text: `${left} before these` }) : '',
    ...page.items.toReversed().map((message) => el('li', { class: 'message' },
      el('span', { class: 'event-time', text: time(message.time), title: `${dateTime(message.time)}, message ${message.seq}` }),
      el('span', { class: 'message-who', text: `${message.from} → ${message.to}` }),
      el('span', { class: 'message-type', text: message.payload_type }),
      el('code', { class: 'message-payload', text: Object.keys(message.payload).length > 0 ? JSON.stringify(message.payload) : '' }))));
}
