// Server-sent events over fetch: an EventSource cannot send a token.

import { request } from './api.js';

/** A stream that says nothing for so long is dead: the supervisor sends a comment far more often. */
const SILENCE = 60_000;

/**
 * Reads a stream to its end.
 * @param {string} path what to follow
 * @param {{signal: AbortSignal, last?: number|null, opened?: () => void}} options `last` is the
 *   number of the last event that is known
 * @param {(frame: {id: string|null, event: string, data: any}) => void} take called for each frame
 */
export async function follow(path, { signal, last = null, opened = () => {} }, take) {
  const headers = { Accept: 'text/event-stream' };
  if (last !== null) headers['Last-Event-ID'] = String(last);
  const response = await request(path, { signal, headers });
  opened();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parser = frames(take);
  let timer = null;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => reader.cancel(), SILENCE);
  };
  signal.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true });
  try {
    for (;;) {
      watch();
      const { done, value } = await reader.read();
      if (done) return;
      parser(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Puts pieces of text together to frames, as the HTML standard reads them (section 9.2.6). */
export function frames(take) {
  let rest = '';
  let id = null;
  let event = '';
  let data = [];
  const line = (text) => {
    if (text === '') {
      if (data.length > 0) take({ id, event: event || 'message', data: JSON.parse(data.join('\n')) });
      event = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    if (colon === 0) return;
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + (text[colon + 1] === ' ' ? 2 : 1));
    if (name === 'data') data.push(value);
    else if (name === 'event') event = value;
    else if (name === 'id') id = value;
  };
  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const text of lines) line(text.endsWith('\r') ? text.slice(0, -1) : text);
  };
}
