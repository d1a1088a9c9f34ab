// One playback as a card: picture, what it measures, what went wrong.
import { packages, playerNames } from './endpoints.js';
import { Playback } from './playback.js';

const historyLength = 240;
const svgNamespace = 'http://www.w3.org/2000/svg';

const stateWords = {
  idle: 'Not started',
  loading: 'Starting',
  playing: 'Playing',
  stalled: 'Waiting for media',
  paused: 'Paused',
  failed: 'Trying again',
};

/** A card in the wall, or the one big picture. */
export class Tile {
  #parts;
  #latencyHistory = [];

  /**
   * @param {HTMLTemplateElement} template
   * @param {{ name: string, title: string, url: string, player: string, package: string | null, lowLatency: boolean,
   *   latencySeconds: number | null, big: boolean, everyFrameClock: boolean }} what
   */
  constructor(template, what) {
    this.what = what;
    this.element = template.content.firstElementChild.cloneNode(true);
    this.#parts = Object.fromEntries(
      [...this.element.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]));
    const parts = this.#parts;
    parts.title.textContent = what.title;
    parts.player.textContent = playerNames[what.player] ?? what.player;
    parts.link.href = what.url;
    parts.link.textContent = what.url;
    parts.video.setAttribute('aria-label', `${what.title}, played by ${playerNames[what.player] ?? what.player}`);
    parts.alone.href = aloneUrl(what);
    parts.alone.hidden = what.big;
    this.playback = new Playback(parts.video, {
      url: what.url,
      player: what.player,
      lowLatency: what.lowLatency,
      latencySeconds: what.latencySeconds,
      capToSize: !what.big,
      everyFrameClock: what.everyFrameClock,
    });
    parts.start.addEventListener('click', () => this.#toggle());
    parts.live.addEventListener('click', () => this.playback.seekToLive());
    parts.sound.addEventListener('click', () => this.#toggleSound());
    parts.copy.addEventListener('click', () => this.#copyUrl());
  }

  start() {
    return this.playback.start();
  }

  stop() {
    return this.playback.stop();
  }

  /** Measures, shows, and gives the measurement. */
  refresh() {
    const sample = { name: this.what.name, package: this.what.package, ...this.playback.sample() };
    this.#show(sample);
    return sample;
  }

  #toggle() {
    if (this.playback.state === 'idle') {
      this.playback.start();
    } else {
      this.playback.stop();
    }
  }

  #toggleSound() {
    const { video } = this.#parts;
    video.muted = !video.muted;
  }

  async #copyUrl() {
    const { copy } = this.#parts;
    try {
      await navigator.clipboard.writeText(this.what.url);
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Not allowed';
    }

    setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
  }

  #show(sample) {
    const parts = this.#parts;
    this.element.dataset.state = sample.state;
    setText(parts.state, stateText(sample));
    setText(parts.latency, sample.state === 'idle' ? '–' : seconds(sample.latencySeconds));
    setText(parts.glass, seconds(sample.glassToGlassSeconds));
    parts.glassRow.hidden = sample.glassToGlassSeconds === null;
    setText(parts.buffer, sample.state === 'idle' ? '–' : seconds(sample.buffered));
    setText(parts.rendition, renditionText(sample));
    setText(parts.frames, sample.decodedFrames === 0 ? '–' : `${count(sample.droppedFrames)} of ${count(sample.decodedFrames)}`);
    setText(parts.stalls, sample.stalls === 0 ? '0' : `${count(sample.stalls)} · ${(sample.stalledMilliseconds / 1000).toFixed(1)} s`);
    setText(parts.start, sample.state === 'idle' ? 'Play' : 'Stop');
    setText(parts.sound, parts.video.muted ? 'Unmute' : 'Mute');
    parts.live.disabled = sample.state === 'idle';
    parts.cover.hidden = !(sample.state === 'idle' || sample.state === 'failed' || sample.startMilliseconds === null);
    setText(parts.cover, coverText(sample));
    this.#showError(sample);
    this.#showHistory(sample.state === 'playing' ? (sample.glassToGlassSeconds ?? sample.latencySeconds) : null);
  }

  #showError(sample) {
    const last = sample.errors.at(-1);
    const show = last !== undefined && sample.state !== 'idle';
    this.#parts.error.hidden = !show;
    if (show) {
      const more = sample.errorCount > 1 ? ` (${count(sample.errorCount)} errors so far)` : '';
      const now = sample.state === 'failed' ? '' : 'Earlier: ';
      setText(this.#parts.error, `${now}${last.text}.${more}`.replace('..', '.'));
    }
  }

  #showHistory(value) {
    const history = this.#latencyHistory;
    history.push(value);
    if (history.length > historyLength) {
      history.shift();
    }

    const known = history.filter((entry) => entry !== null);
    const top = Math.max(1, ...known) * 1.15;
    const points = history.map((entry, index) =>
      (entry === null ? null : `${(historyLength - history.length + index) * (100 / historyLength)},${(24 - (entry / top) * 22).toFixed(2)}`));
    // A gap in the line is a time without playback.
    const path = points.map((point, index) => (point === null ? '' : `${index > 0 && points[index - 1] !== null ? 'L' : 'M'}${point}`)).join('');
    let line = this.#parts.history.firstElementChild;
    if (line === null) {
      line = document.createElementNS(svgNamespace, 'path');
      this.#parts.history.append(line);
    }

    line.setAttribute('d', path);
  }
}

function aloneUrl(what) {
  const query = new URLSearchParams({ url: what.url, player: what.player, lowLatency: what.lowLatency ? '1' : '0' });
  return `?${query}`;
}

function stateText(sample) {
  if (sample.state === 'loading' && sample.waitedMilliseconds > 5000) {
    return `Starting for ${Math.round(sample.waitedMilliseconds / 1000)} s`;
  }

  return stateWords[sample.state] ?? sample.state;
}

function coverText(sample) {
  switch (sample.state) {
    case 'idle':
      return 'Press Play to start this player';
    case 'failed':
      return sample.errors.at(-1)?.text ?? 'It failed; trying again';
    default:
      return 'Waiting for the first picture';
  }
}

function renditionText(sample) {
  const size = sample.width === null ? '' : `${sample.width}×${sample.height}`;
  const rate = sample.bitsPerSecond === null ? '' : `${count(Math.round(sample.bitsPerSecond / 1000))} kbps`;
  return [size, rate].filter((part) => part !== '').join(' · ') || '–';
}

const seconds = (value) => (value === null ? '–' : `${value.toFixed(2)} s`);

const count = (value) => value.toLocaleString('en-GB');

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The title of an endpoint's tile. */
export function tileTitle(endpoint) {
  return packages[endpoint.package]?.title ?? endpoint.package;
}
