// The token: kept by this tab until it is closed, and never in an address.

const KEY = 'reeve-token';

export function token() {
  return sessionStorage.getItem(KEY);
}

export function keepToken(text) {
  sessionStorage.setItem(KEY, text);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
}
