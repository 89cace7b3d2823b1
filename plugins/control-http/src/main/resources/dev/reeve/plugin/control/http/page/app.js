// Puts the page together, and keeps it fed.

import { actorView } from './actor-view.js';
import { onToken } from './api.js';
import { askForToken } from './dialog.js';
import { eventView } from './event-view.js';
import { keepFed } from './feed.js';
import { graphView } from './graph-view.js';
import { buildHeader } from './header.js';
import { listenToKeys } from './keys.js';
import { operationView } from './operation-view.js';
import { servicePanel } from './panel.js';
import { onPlace, place } from './place.js';
import { pluginView } from './plugin-view.js';
import { keepMeasured } from './samples.js';
import { serviceList } from './service-list.js';
import { store } from './store.js';
import { applyTheme } from './theme.js';

applyTheme();
onToken(askForToken);
buildHeader(document.getElementById('header'));

const view = document.getElementById('view');
const list = serviceList();
const views = { services: list, graph: graphView(), events: eventView(), operations: operationView(), actors: actorView(), plugins: pluginView() };
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
listenToKeys({ list, panel, views });
show();

keepFed();
keepMeasured();
