// The control API, asked with the token of whoever looks at the page.

import { keepToken, token } from './token.js';

/** An answer that is not what was hoped for; its message is for people. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Whether a token, or another one, would help. */
export function needsToken(failure) {
  return failure instanceof Refused && (failure.status === 401 || (failure.status === 403 && /token/.test(failure.message) && !/role/.test(failure.message)));
}

let askToken = null;

/** Says who asks for a token: a function of the refusal that promises a new token, or null. */
export function onToken(ask) {
  askToken = ask;
}

/** One request, as it is: a response whose status is good, or a failure. */
export async function request(path, options = {}) {
  const headers = { Accept: 'application/json', ...options.headers };
  const shown = token();
  if (shown) headers.Authorization = `Bearer ${shown}`;
  let response;
  try {
    response = await fetch(path, { ...options, headers, cache: 'no-store', credentials: 'omit' });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Refused(0, 'no supervisor answers');
  }
  if (!response.ok) throw new Refused(response.status, await detail(response));
  return response;
}

async function detail(response) {
  try {
    const problem = await response.json();
    const errors = (problem.errors ?? []).map((error) => error.text).filter((text) => text && !problem.detail?.includes(text));
    return [problem.detail ?? problem.title, ...errors].join('; ');
  } catch {
    return `the supervisor answers ${response.status}`;
  }
}

/** A request that asks for a token where one is needed, and is then made again. */
export async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (failure) {
      if (!needsToken(failure) || !askToken) throw failure;
      const given = await askToken(failure);
      if (!given) throw failure;
      keepToken(given);
    }
  }
}

export async function get(path) {
  return (await request(path)).json();
}

export async function getText(path) {
  return (await request(path, { headers: { Accept: 'text/plain' } })).text();
}

export async function post(path) {
  const response = await request(path, { method: 'POST' });
  return response.status === 204 ? null : response.json();
}

/** All items of a list, page by page. */
export async function all(path) {
  const items = [];
  const join = path.includes('?') ? '&' : '?';
  for (;;) {
    const page = await get(`${path}${join}limit=100&offset=${items.length}`);
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) return items;
  }
}

/** What people look for among events; what actors do and say is told elsewhere. */
export const USUAL = ['state', 'health', 'liveness', 'credentials', 'error', 'hook', 'plugin', 'reload', 'supervisor', 'gap'];

/** The API tells events upwards from some number, so the last ones are the end of the list. */
export async function lastEvents(filter = '') {
  const path = `/v1/events?type=${USUAL}&limit=100${filter}`;
  const first = await get(path);
  return first.total <= 100 ? first.items : (await get(`${path}&offset=${first.total - 100}`)).items;
}

/** The path of a service, and of what belongs to it. */
export function servicePath(name, rest = '') {
  return `/v1/services/${encodeURIComponent(name)}${rest}`;
}
