/** " (HTTP 404, not found)" for a status, "" when there is none. */
export function httpSentence(status) {
  const meanings = { 0: 'no answer', 401: 'not signed in', 403: 'not allowed', 404: 'not found', 410: 'gone', 429: 'too many requests', 500: 'server error', 502: 'bad gateway', 503: 'not available', 504: 'no answer in time' };
  if (!Number.isInteger(status)) {
    return '';
  }

  if (status === 0) {
    return ' (no answer from the server)';
  }

  return Object.hasOwn(meanings, status) ? ` (HTTP ${status}, ${meanings[status]})` : ` (HTTP ${status})`;
}

/** " – file.m3u8" for a URL, "" when there is none; queries are left out, they may hold a viewer's token. */
export function shortUrl(url) {
  if (typeof url !== 'string' || url === '') {
    return '';
  }

  const path = url.split(/[?#]/, 1)[0];
  return ` – ${path.slice(path.lastIndexOf('/') + 1) || path}`;
}
