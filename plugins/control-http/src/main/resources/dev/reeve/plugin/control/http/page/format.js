// Numbers and times, as people read them.

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** `12 s`, `4 m 10 s`, `3 h 12 m`, `5 d 2 h`: two units at most. */
export function span(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.floor(seconds));
  const units = [['d', 86400], ['h', 3600], ['m', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => whole >= size);
  if (first < 0) return '0 s';
  const [name, size] = units[first];
  const count = `${Math.floor(whole / size)} ${name}`;
  const next = units[first + 1];
  const rest = next ? Math.floor((whole % size) / next[1]) : 0;
  return rest > 0 ? `${count} ${rest} ${next[0]}` : count;
}

/** `12 ms`, `1.5 s`, and longer spans as {@link span} tells them. */
export function seconds(value) {
  if (!Number.isFinite(value)) return '–';
  const some = Math.max(0, value);
  if (some < 1) return `${Math.round(some * 1000)} ms`;
  return some < 60 ? `${some.toFixed(1)} s` : span(some);
}

/** Bytes by powers of 1024, in three digits. */
export function bytes(count) {
  if (count === null || count === undefined) return '–';
  let value = count;
  let unit = 0;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)} ${units[unit]}`;
}

/** Per cent of one core. */
export function percent(value) {
  if (value === null || value === undefined) return '–';
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} %`;
}

/** The time of day, to the second. */
export function time(text) {
  return text ? clock.format(new Date(text)) : '–';
}

export function dateTime(text) {
  return text ? dated.format(new Date(text)) : '–';
}

/** Whole seconds that have passed since a time; null where there is none. */
export function since(text, now) {
  return text ? Math.max(0, (now - Date.parse(text)) / 1000) : null;
}

export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}
