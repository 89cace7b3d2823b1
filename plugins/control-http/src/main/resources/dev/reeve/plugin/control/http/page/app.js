// Puts the page together, and keeps it fed.

import { get, onToken, patiently } from './api.js';
import { askForToken } from './dialog.js';
import { eventView } from './event-view.js';
import { keepFed } from './feed.js';
import { graphView } from './graph-view.js';
import { buildHeader } from './header.js';
import { listenToKeys } from './keys.js';
import { servicePanel } from './panel.js';
import { onPlace, place } from './place.js';
import { keepMeasured } from './samples.js';
import { serviceList } from './service-list.js';
import { store } from './store.js';
import { applyTheme } from './theme.js';

applyTheme();
onToken(askForToken);
buildHeader(document.getElementById('header'));

const view = document.getElementById('view');
const list = serviceList();
const views = { services: list, graph: graphView(), events: eventView() };
const panel = servicePanel(document.getElementById('panel'));

function show() {
  const at = place();
  if (at.service) store.select(at.service);
  const wanted = views[at.view];
  if (view.firstChild !== wanted.element) {
    view.replaceChildren(wanted.element);
    view.setAttribute('aria-label', at.view);
  }
  document.body.classList.toggle('with-panel', at.service !== null);
  panel.show(at);
  wanted.shown();
}

onPlace(show);
listenToKeys({ list, panel });
show();

/** What whoever looks may do. */
async function whoAmI() {
  try {
    store.role = (await patiently(() => get('/v1/whoami'))).role;
  } catch (failure) {
    // A server that does not tell guards itself all the same.
    if (failure.status === 404) store.role = 'admin';
    else if (!failure.status) {
      setTimeout(whoAmI, 2000);
      return;
    }
  }
  document.body.dataset.role = store.role;
  store.tell('connection');
}

await whoAmI();
keepFed();
keepMeasured();
