// What there is to play, and with what. Everything here is total: unknown or missing members are skipped or said in words.

/** The players, by the word that `?player=` takes. */
export const playerNames = {
  hlsjs: 'hls.js',
  shaka: 'Shaka Player',
  dashjs: 'dash.js',
  native: 'Browser',
};

/** The packages an endpoint can have, how they are called, and which players show them (the first by itself). */
export const packages = {
  LowLatencyHls: { title: 'Low-Latency HLS', lowLatency: true, players: ['hlsjs', 'shaka'] },
  HlsCmaf: { title: 'HLS (CMAF)', lowLatency: false, players: ['hlsjs', 'shaka'] },
  HlsTs: { title: 'HLS (TS)', lowLatency: false, players: ['hlsjs'] },
  Dash: { title: 'DASH', lowLatency: false, players: ['dashjs', 'shaka'] },
};

const order = Object.keys(packages);

/**
 * Reads the answer of /api/endpoints.
 * @param {unknown} json Whatever came.
 * @param {string} baseUrl What relative URLs are relative to.
 * @returns {{id: string, channelId: string, package: string, url: string}[]} The entries that can be played, in a steady order.
 */
export function readEndpoints(json, baseUrl) {
  const entries = Array.isArray(json) ? json : [];
  return entries
    .map((entry) => readEndpoint(entry, baseUrl))
    .filter((endpoint) => endpoint !== null)
    .sort((a, b) => a.channelId.localeCompare(b.channelId) || order.indexOf(a.package) - order.indexOf(b.package) || a.id.localeCompare(b.id));
}

function readEndpoint(entry, baseUrl) {
  // The plan file spells it `dash`, the API `Dash`: both are the same package.
  const name = typeof entry?.package === 'string' ? entry.package.charAt(0).toUpperCase() + entry.package.slice(1) : '';
  const url = Object.hasOwn(packages, name) ? playableUrl(entry.url, baseUrl) : null;
  return url === null
    ? null
    : { id: text(entry.id, 'endpoint'), channelId: text(entry.channelId, 'channel'), package: name, url };
}

const text = (value, otherwise) => (typeof value === 'string' && value !== '' ? value : otherwise);

/** @returns {string | null} The absolute http(s) URL, or null when it is none. */
export function playableUrl(value, baseUrl) {
  if (typeof value !== 'string' || value === '') {
    return null;
  }

  try {
    const url = new URL(value, baseUrl);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** DASH or HLS, by the manifest's extension; anything unknown counts as HLS. */
export function isDash(url) {
  try {
    return /\.mpd$/i.test(new URL(url).pathname);
  } catch {
    return false;
  }
}

/**
 * The tiles of one channel. The first player of each package and Shaka on DASH start by themselves; the others wait for a press,
 * so that a small machine does not decode everything at once.
 */
export function tilesOf(endpoints, wantedPlayers) {
  const tiles = endpoints.flatMap((endpoint) =>
    packages[endpoint.package].players.map((player, rank) => ({
      endpoint,
      player,
      lowLatency: packages[endpoint.package].lowLatency,
      autostart: rank === 0 || endpoint.package === 'Dash',
    })));
  const wanted = wantedPlayers.length === 0 ? tiles : tiles.filter((tile) => wantedPlayers.includes(tile.player));
  return wanted.sort((a, b) => Number(b.autostart) - Number(a.autostart));
}
