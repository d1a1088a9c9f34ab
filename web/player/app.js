// The player page: one channel's endpoints side by side, or one URL alone (`?url=`). README.md lists the query's words.
import { isDash, playableUrl, playerNames, readEndpoints, tilesOf } from './endpoints.js';
import { Tile, tileTitle } from './tile.js';

const samplePeriodMilliseconds = 250;
const endpointsPeriodMilliseconds = 5000;

const query = new URLSearchParams(location.search);
const wall = document.getElementById('wall');
const notice = document.getElementById('notice');
const channelSelect = document.getElementById('channel');
const channelField = document.getElementById('channel-field');
const template = document.getElementById('tile');

let tiles = [];
let shownKey = '';

// What tests read; refreshed four times a second.
window.headwater = { sampledAtMilliseconds: 0, channelId: null, players: [], takeClockReadings };

function takeClockReadings() {
  return tiles.map((tile) => tile.playback.takeClockReadings());
}

function say(sentence) {
  notice.hidden = sentence === '';
  notice.textContent = sentence;
}

function numberOf(word) {
  const value = Number.parseFloat(query.get(word) ?? '');
  return Number.isFinite(value) && value > 0 ? value : null;
}

function listOf(word) {
  return (query.get(word) ?? '').split(',').map((item) => item.trim()).filter((item) => item !== '');
}

const common = () => ({ latencySeconds: numberOf('latency'), everyFrameClock: query.get('clock') === 'frame' });

async function show(what) {
  const old = tiles;
  tiles = what.map((item) => new Tile(template, item));
  wall.replaceChildren(...tiles.map((tile) => tile.element));
  await Promise.all(old.map((tile) => tile.stop()));
  for (const [index, tile] of tiles.entries()) {
    if (what[index].autostart) {
      tile.start();
    }
  }
}

function showOne() {
  const url = playableUrl(query.get('url'), location.href);
  const player = query.get('player') ?? (url !== null && isDash(url) ? 'dashjs' : 'hlsjs');
  document.body.classList.add('alone');
  if (url === null) {
    say('The url in the address is not an http or https URL.');
  } else if (!Object.hasOwn(playerNames, player)) {
    say(`There is no player called "${player}". The players are ${Object.keys(playerNames).join(', ')}.`);
  } else {
    show([{
      name: query.get('name') ?? 'single',
      title: query.get('name') ?? (isDash(url) ? 'DASH' : 'HLS'),
      url,
      player,
      package: null,
      lowLatency: query.get('lowLatency') !== '0',
      big: true,
      autostart: true,
      ...common(),
    }]);
  }
}

function showChannel(endpoints, channelId) {
  window.headwater.channelId = channelId;
  const wantedEndpoints = listOf('endpoint');
  const shown = endpoints.filter((endpoint) =>
    endpoint.channelId === channelId && (wantedEndpoints.length === 0 || wantedEndpoints.includes(endpoint.id)));
  const what = tilesOf(shown, listOf('players')).map(({ endpoint, player, lowLatency, autostart }) => ({
    name: `${endpoint.id}/${player}`,
    title: tileTitle(endpoint),
    url: endpoint.url,
    player,
    package: endpoint.package,
    lowLatency,
    big: false,
    autostart: autostart && query.get('autostart') !== '0',
    ...common(),
  }));
  say(what.length === 0 ? 'This channel has no endpoint that fits the address.' : '');
  return show(what);
}

async function loadEndpoints() {
  let response;
  try {
    response = await fetch('/api/endpoints', { headers: { accept: 'application/json' }, cache: 'no-store' });
  } catch {
    say('The platform does not answer. Is it running?');
    return;
  }

  if (!response.ok) {
    say(`The platform did not give its endpoints (HTTP ${response.status}).`);
    return;
  }

  const endpoints = readEndpoints(await response.json().catch(() => null), location.href);
  const channels = [...new Set(endpoints.map((endpoint) => endpoint.channelId))];
  const key = JSON.stringify(endpoints);
  if (key === shownKey) {
    return;
  }

  shownKey = key;
  if (channels.length === 0) {
    say('There is nothing to play yet: no channel has an endpoint.');
    await show([]);
    return;
  }

  const wanted = channelSelect.value || query.get('channel');
  const channelId = channels.includes(wanted) ? wanted : channels[0];
  channelSelect.replaceChildren(...channels.map((id) => new Option(id, id, id === channelId, id === channelId)));
  channelField.hidden = false;
  channelSelect.disabled = channels.length < 2;
  channelSelect.onchange = () => showChannel(endpoints, channelSelect.value);
  await showChannel(endpoints, channelId);
}

function refresh() {
  window.headwater.players = tiles.map((tile) => tile.refresh());
  window.headwater.sampledAtMilliseconds = Date.now();
  document.getElementById('utc').textContent = `${new Date().toISOString().slice(11, 21)} UTC`;
}

// Libraries fail in timers and events of their own, where no tile can catch it.
window.addEventListener('error', (event) => say(`Something on this page failed: ${event.message}.`));
window.addEventListener('unhandledrejection', (event) => say(`Something on this page failed: ${event.reason?.message ?? event.reason}.`));

if (query.has('url')) {
  showOne();
} else {
  say('Asking the platform what there is to play.');
  loadEndpoints();
  setInterval(loadEndpoints, endpointsPeriodMilliseconds);
}

setInterval(refresh, samplePeriodMilliseconds);
