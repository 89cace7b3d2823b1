// The top of the page: whose supervisor it is, how it is, and where one can go.

import { again } from './feed.js';
import { button, el, setAttribute, setText } from './dom.js';
import { plural, since, span } from './format.js';
import { help } from './keys.js';
import { go, onPlace, place } from './place.js';
import { store } from './store.js';
import { switchTheme } from './theme.js';

const WORDS = { live: 'Live', connecting: 'Connecting', waiting: 'No connection', refused: 'Needs a token' };

export function buildHeader(header) {
  const name = el('span', { class: 'brand-name', text: 'Reeve' });
  const facts = el('span', { class: 'facts' }, el('span'), el('span', { class: 'facts-more' }));
  const connection = button('', again, { class: 'connection', 'aria-live': 'polite' });
  const views = [['services', 'Services'], ['graph', 'Graph'], ['events', 'Events'], ['operations', 'Operations'], ['actors', 'Actors'], ['plugins', 'Plugins']].map(([view, word]) =>
    el('a', { class: 'view-link', href: `#${view}`, text: word, 'data-view': view, onclick: (event) => {
      event.preventDefault();
      go({ view, thread: null, plugin: null });
    } }));
  header.append(
    el('div', { class: 'brand' }, el('img', { src: '/ui/icon.svg', alt: '', width: 26, height: 26 }), name, facts),
    el('nav', { class: 'views', 'aria-label': 'Views' }, views),
    el('div', { class: 'header-end' },
      connection,
      button('◐', switchTheme, { class: 'button button-icon', title: 'Light or dark (t)', 'aria-label': 'Light or dark' }),
      button('?', help, { class: 'button button-icon', title: 'Keys (?)', 'aria-label': 'Keys' })));

  function paintPlace() {
    const { view } = place();
    for (const link of views) setAttribute(link, 'aria-current', link.dataset.view === view ? 'page' : null);
  }
  function paintFacts() {
    const supervisor = store.supervisor;
    if (!supervisor) return;
    setText(name, supervisor.name);
    const running = [...store.services.values()].filter((service) => service.phase === 'running').length;
    const state = supervisor.status === 'running' ? `up ${span(since(supervisor.started_at, store.now()))}` : supervisor.status;
    setText(facts.firstChild, `${running} of ${plural(store.services.size, 'service')} running`);
    setText(facts.lastChild, ` · ${state} · ${supervisor.version}`);
    document.title = `${supervisor.name} – ${running}/${store.services.size} running`;
  }
  function paintConnection() {
    const { state, detail, retryAt } = store.connection;
    const left = retryAt ? Math.max(0, Math.ceil((retryAt - Date.now()) / 1000)) : 0;
    setAttribute(connection, 'data-state', state);
    setText(connection, state === 'waiting' && left > 0 ? `${WORDS[state]}, again in ${left} s` : WORDS[state]);
    setAttribute(connection, 'title', state === 'live' ? `as ${store.role}` : detail ?? '');
    connection.disabled = state === 'live' || state === 'connecting';
    document.body.dataset.connection = state;
  }
  function paint() {
    paintFacts();
    paintConnection();
  }
  onPlace(paintPlace);
  store.on('supervisor', paintFacts);
  store.on('connection', paintConnection);
  setInterval(paint, 1000);
  paintPlace();
  paint();
}
