// Where one is, in the address behind `#`: `#graph/web/output`, `#operations/ID`, `#plugins/ID`. So
// that back goes back.

export const VIEWS = ['services', 'graph', 'events', 'operations', 'actors', 'plugins'];
/** Views that show one of something else than services. */
const OWN = { operations: 'thread', plugins: 'plugin' };

export const TABS = ['overview', 'output', 'events', 'definition'];

/** @returns {{view: string, service: string|null, tab: string, thread: string|null, plugin: string|null}} */
export function place() {
  const [view, what, tab] = location.hash.slice(1).split('/').map(decode);
  const own = OWN[view];
  return {
    view: VIEWS.includes(view) ? view : VIEWS[0],
    service: (!own && what) || null,
    tab: TABS.includes(tab) ? tab : TABS[0],
    thread: (own === 'thread' && what) || null,
    plugin: (own === 'plugin' && what) || null,
  };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** Goes somewhere; what is not named stays as it is. */
export function go(changes) {
  const from = place();
  const to = { ...from, ...changes };
  const parts = [to.view];
  const own = OWN[to.view];
  if (own) parts.push(...(to[own] ? [encodeURIComponent(to[own])] : []));
  else if (to.service) parts.push(encodeURIComponent(to.service), ...(to.tab === TABS[0] ? [] : [to.tab]));
  const hash = `#${parts.join('/')}`;
  if (hash === location.hash) return;
  // Another service or tab is no step of its own to go back over; opening and closing is.
  const step = from.view !== to.view || (from.service === null) !== (to.service === null) || from.thread !== to.thread || from.plugin !== to.plugin;
  history[step ? 'pushState' : 'replaceState'](null, '', hash);
  window.dispatchEvent(new Event('place'));
}

/** Hears of each change of place. */
export function onPlace(hear) {
  window.addEventListener('place', hear);
  window.addEventListener('popstate', hear);
}
