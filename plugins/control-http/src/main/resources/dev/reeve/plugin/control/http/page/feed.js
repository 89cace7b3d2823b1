// Keeps the store true: a snapshot, then every event, over one stream that is opened again when it
// ends. While nobody looks at the page it is closed: a browser has few connections to one server.

import { all, get, lastEvents, needsToken, patiently, request, Refused, servicePath, USUAL } from './api.js';
import { follow } from './sse.js';
import { store } from './store.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** Operations begin and end here; what is said in them is asked for where somebody reads it. */
const STREAM = `/v1/stream?type=${[...USUAL, 'thread']}`;
/** A look at another tab is no reason to hang up. */
const HIDDEN_FOR = 20_000;
/** More services than these are fetched as a list and not one by one. */
const FEW = 6;
const REFRESH = 250;
const REFRESH_ALL = 2000;

const changed = new Set();
let last = null;
let wait = FIRST_WAIT;
let stopped = null;
let refreshing = null;
let nudge = () => {};

/** Runs for as long as the page is there. */
export async function keepFed() {
  watchVisibility();
  for (;;) {
    stopped = new AbortController();
    try {
      await patiently(() => once(stopped.signal));
      store.connect('waiting', 'the stream has ended');
    } catch (failure) {
      if (needsToken(failure)) store.connect('refused', failure.message);
      else store.connect('waiting', failure instanceof Refused ? failure.message : 'the stream has broken off');
    }
    await pause();
  }
}

/** Tries again now, where a wait is under way. */
export function again() {
  nudge();
}

async function pause() {
  if (document.hidden) store.connect('waiting', 'asleep while nobody looks');
  // Whoever has closed the question for a token is not asked again and again.
  if (document.hidden || store.connection.state === 'refused') {
    await new Promise((resolve) => { nudge = resolve; });
    return;
  }
  const delay = wait * (0.75 + Math.random() / 2);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  const { state, detail } = store.connection;
  store.connect(state, detail, Date.now() + delay);
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, delay);
    nudge = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

async function once(signal) {
  store.connect('connecting', store.connection.detail);
  await whoAmI();
  const back = last !== null;
  const opened = async () => {
    store.connect('live');
    wait = FIRST_WAIT;
    if (back) resync();
  };
  await follow(STREAM, { signal, last, opened }, take);
}

/** What whoever looks may do. */
async function whoAmI() {
  const { role } = await get('/v1/whoami');
  store.role = role;
  document.body.dataset.role = role;
}

function take({ id, event, data }) {
  if (id !== null) last = Number(id);
  if (event === 'snapshot') {
    store.services.clear();
    store.replace(data.services);
    meet(data.supervisor);
    lookBack();
    return;
  }
  if (event === 'gap') resync();
  if (event === 'reload') refreshAll();
  if (event === 'supervisor') meetAgain();
  if (event === 'plugin') store.tell('plugins');
  if (event === 'thread') store.tell('operations', data.data.id);
  store.apply(data);
  store.remember([data]);
  if (data.service) refresh(data.service);
}

function meet(supervisor) {
  store.supervisor = supervisor;
  store.ahead = Date.parse(supervisor.started_at) + supervisor.uptime_seconds * 1000 - Date.now();
  store.tell('supervisor');
}

/** The last events before the snapshot, for people who want to know what has happened. */
async function lookBack() {
  try {
    const known = store.events.at(-1)?.seq ?? 0;
    const items = await lastEvents();
    store.events = [...items.filter((event) => event.seq > known || known === 0), ...store.events]
      .filter((event, index, whole) => whole.findIndex((other) => other.seq === event.seq) === index)
      .sort((one, other) => one.seq - other.seq);
    store.tell('events', null);
  } catch {
    // The stream tells whatever happens from now on.
  }
}

async function meetAgain() {
  try {
    meet(await get('/v1/supervisor'));
  } catch {
    // The stream notices when nobody is there.
  }
}

function resync() {
  meetAgain();
  refreshAll();
}

/** Asks for the rest of what an event has not told. */
function refresh(name) {
  changed.add(name);
  refreshing ??= setTimeout(fetchChanged, changed.size > FEW ? REFRESH_ALL : REFRESH);
}

function refreshAll() {
  changed.add(null);
  clearTimeout(refreshing);
  refreshing = setTimeout(fetchChanged, 0);
}

async function fetchChanged() {
  const names = [...changed];
  changed.clear();
  try {
    if (names.length > FEW || names.includes(null)) store.replace(await all('/v1/services'));
    else await Promise.all(names.map(fetchOne));
  } catch {
    // What was missed is fetched after the stream has come back.
  }
  refreshing = null;
  if (changed.size > 0) refreshing = setTimeout(fetchChanged, changed.size > FEW ? REFRESH_ALL : REFRESH);
}

async function fetchOne(name) {
  try {
    store.put(await (await request(servicePath(name))).json());
  } catch (failure) {
    if (failure.status !== 404) throw failure;
    store.remove(name);
  }
}

function watchVisibility() {
  let timer = null;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => stopped?.abort(), HIDDEN_FOR);
    else nudge();
  });
}
