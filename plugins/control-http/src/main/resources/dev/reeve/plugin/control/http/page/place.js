// Where one is, in the address behind `#`: `#graph/web/output`, `#operations/ID`. So that back goes
// back.

export const VIEWS = ['services', 'graph', 'events', 'operations', 'actors'];
export const TABS = ['overview', 'output', 'events', 'definition'];

/** @returns {{view: string, service: string|null, tab: string, thread: string|null}} */
export function place() {
  const [view, what, tab] = location.hash.slice(1).split('/').map(decode);
  const operations = view === 'operations';
  return {
    view: VIEWS.includes(view) ? view : VIEWS[0],
    service: (!operations && what) || null,
    tab: TABS.includes(tab) ? tab : TABS[0],
    thread: (operations && what) || null,
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
  if (to.view === 'operations') parts.push(...(to.thread ? [encodeURIComponent(to.thread)] : []));
  else if (to.service) parts.push(encodeURIComponent(to.service), ...(to.tab === TABS[0] ? [] : [to.tab]));
  const hash = `#${parts.join('/')}`;
  if (hash === location.hash) return;
  // Another service or tab is no step of its own to go back over; opening and closing is.
  const step = from.view !== to.view || (from.service === null) !== (to.service === null) || from.thread !== to.thread;
  history[step ? 'pushState' : 'replaceState'](null, '', hash);
  window.dispatchEvent(new Event('place'));
}

/** Hears of each change of place. */
export function onPlace(hear) {
  window.addEventListener('place', hear);
  window.addEventListener('popstate', hear);
}
