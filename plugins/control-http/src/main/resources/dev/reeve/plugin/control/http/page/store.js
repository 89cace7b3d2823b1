// What is known of the supervisor, and who wants to hear when that changes.

/** How many events are kept for people to look back at. */
const EVENTS_KEPT = 2000;

class Store extends EventTarget {
  /** @type {Map<string, object>} services as the API tells them, by name */
  services = new Map();
  /** @type {object[]} events, oldest first */
  events = [];
  supervisor = null;
  role = 'read';
  /** `connecting`, `live`, `waiting` (for another try) or `refused`. */
  connection = { state: 'connecting', detail: null, retryAt: null };
  selected = null;
  /** How far the supervisor's clock is ahead of ours, in milliseconds. */
  ahead = 0;

  tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  on(what, hear) {
    this.addEventListener(what, hear);
    return () => this.removeEventListener(what, hear);
  }

  /** The supervisor's time now. */
  now() {
    return Date.now() + this.ahead;
  }

  /** Everything as of one moment. */
  replace(services) {
    const known = this.services;
    this.services = new Map(services.map((service) => [service.name, newer(known.get(service.name), service)]));
    this.tell('services');
  }

  /** One service, unless something newer is known of it. */
  put(service) {
    this.services.set(service.name, newer(this.services.get(service.name), service));
    this.tell('services');
  }

  remove(name) {
    if (this.services.delete(name)) this.tell('services');
  }

  /** What an event says by itself; the rest of its service is asked for. */
  apply(event) {
    const service = event.service ? this.services.get(event.service) : null;
    if (!service || service.seq >= event.seq) return;
    const changed = { ...service, seq: event.seq };
    if (event.type === 'state') Object.assign(changed, moved(service, event));
    else if (event.type === 'health') changed.health = event.data.to;
    else if (event.type === 'liveness' && service.liveness) changed.liveness = { ...service.liveness, status: event.data.to, detail: event.data.detail };
    this.services.set(event.service, changed);
    this.tell('services');
  }

  remember(events) {
    const last = this.events.at(-1)?.seq ?? 0;
    const fresh = events.filter((event) => event.seq > last);
    if (fresh.length === 0) return;
    this.events.push(...fresh);
    if (this.events.length > EVENTS_KEPT) this.events.splice(0, this.events.length - EVENTS_KEPT);
    this.tell('events', fresh);
  }

  connect(state, detail = null, retryAt = null) {
    this.connection = { state, detail, retryAt };
    this.tell('connection');
  }

  select(name) {
    if (this.selected === name) return;
    this.selected = name;
    this.tell('selected');
  }

  may(role) {
    const order = ['read', 'operate', 'admin'];
    return order.indexOf(this.role) >= order.indexOf(role);
  }
}

function newer(known, told) {
  return known && known.seq > told.seq ? known : told;
}

function moved(service, event) {
  const to = event.data.to;
  const changed = { phase: to, reason: event.data.reason, run: event.run ?? service.run };
  if (to === 'starting') changed.started_at = event.time;
  if (to === 'running') changed.ready_at = event.time;
  if (to !== 'running' && to !== 'stopping' && to !== 'starting') {
    changed.pid = null;
    changed.started_at = null;
  }
  if (to !== 'backoff') changed.next_retry_at = null;
  return changed;
}

export const store = new Store();
