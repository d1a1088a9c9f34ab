// One playback: a <video>, the engine that feeds it, and what can be measured of both.
import { ClockReader } from './clock.js';

const engines = {
  hlsjs: () => import('./engines/hlsjs.js'),
  shaka: () => import('./engines/shaka.js'),
  dashjs: () => import('./engines/dashjs.js'),
  native: () => import('./engines/native.js'),
};

const mostErrorsKept = 20;
const mostReadingsKept = 2000;
const stagnantMilliseconds = 750;
const firstRetryMilliseconds = 1000;
const longestRetryMilliseconds = 8000;

/** Plays one URL with one player and starts it again when it fails, until it is stopped. */
export class Playback {
  #options;
  #engine = null;
  #generation = 0;
  #retryMilliseconds = firstRetryMilliseconds;
  #retryTimer = 0;
  #startedAt = 0;
  #startMilliseconds = null;
  #stallCount = 0;
  #stalledSince = null;
  #stalledMilliseconds = 0;
  #restarts = 0;
  #errors = [];
  #errorCount = 0;
  #warnings = [];
  #warningCount = 0;
  #lastTime = -1;
  #lastMovedAt = 0;
  #framesBefore = { decoded: 0, dropped: 0 };
  #clock = new ClockReader();
  #clockMisses = 0;
  #clockReadings = [];
  #glassToGlassSeconds = null;
  #state = 'idle';

  /**
   * @param {HTMLVideoElement} video
   * @param {{ url: string, player: string, lowLatency: boolean, latencySeconds: number | null, capToSize: boolean,
   *   everyFrameClock: boolean }} options
   */
  constructor(video, options) {
    this.video = video;
    this.#options = options;
    video.addEventListener('waiting', () => this.#stalled(performance.now()));
    video.addEventListener('playing', () => this.#playing());
    video.addEventListener('error', () => this.#onVideoError());
    if (options.everyFrameClock && typeof video.requestVideoFrameCallback === 'function') {
      const onFrame = () => {
        this.#readClock();
        video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
    }
  }

  /** idle, loading, playing, stalled, paused or failed. */
  get state() {
    return this.#state;
  }

  /** Starts, or starts again. */
  async start() {
    const generation = ++this.#generation;
    clearTimeout(this.#retryTimer);
    await this.#stopEngine();
    if (generation !== this.#generation) {
      return;
    }

    this.#state = 'loading';
    this.#startedAt ||= performance.now();
    this.#lastMovedAt = performance.now();
    const { player, url, lowLatency, latencySeconds, capToSize } = this.#options;
    try {
      const { start } = await engines[player]();
      const engine = await start({
        video: this.video,
        url,
        lowLatency,
        latencySeconds,
        capToSize,
        onError: (fatal, sentence) => {
          if (generation === this.#generation) {
            this.#onError(fatal, sentence);
          }
        },
      });
      if (generation !== this.#generation) {
        await engine.stop();
        return;
      }

      this.#engine = engine;
      if (!engine.playsByItself) {
        await this.video.play();
      }
    } catch (error) {
      // An AbortError only says that something newer (a new source, a pause) came before the picture.
      if (generation === this.#generation && error?.name !== 'AbortError') {
        this.#onError(this.#engine === null, error?.name === 'NotAllowedError'
          ? 'The browser did not let the video start by itself: press play.'
          : (error?.message ?? String(error)));
      }
    }
  }

  /** Stops and gives up the network and the decoder. */
  async stop() {
    this.#generation++;
    clearTimeout(this.#retryTimer);
    await this.#stopEngine();
    this.#state = 'idle';
    this.#startedAt = 0;
    this.#startMilliseconds = null;
    this.#endStall();
  }

  seekToLive() {
    this.#engine?.seekToLive();
    this.video.play().catch(() => {});
  }

  /** Takes the clock readings that were gathered since the last call. */
  takeClockReadings() {
    return this.#clockReadings.splice(0);
  }

  /** What can be said now; every number may be null. Call four times a second. */
  sample() {
    const now = performance.now();
    const { video } = this;
    this.#watchProgress(now);
    if (!this.#options.everyFrameClock && this.#state === 'playing') {
      this.#readClock();
    }

    const engine = this.#engineSample();
    const frames = this.#frames();
    return {
      player: this.#options.player,
      version: this.#engine?.version ?? '',
      url: this.#options.url,
      state: this.#state,
      currentTime: finite(video.currentTime),
      latencySeconds: finite(engine.latencySeconds) ?? finite(engine.behindEdgeSeconds),
      behindEdgeSeconds: finite(engine.behindEdgeSeconds),
      targetLatencySeconds: finite(engine.targetLatencySeconds),
      glassToGlassSeconds: this.#state === 'playing' ? this.#glassToGlassSeconds : null,
      buffered: bufferedAhead(video),
      playbackRate: finite(video.playbackRate),
      decodedFrames: frames.decoded,
      droppedFrames: frames.dropped,
      stalls: this.#stallCount,
      stalledMilliseconds: Math.round(this.#stalledMilliseconds + (this.#stalledSince === null ? 0 : now - this.#stalledSince)),
      restarts: this.#restarts,
      errors: [...this.#errors],
      errorCount: this.#errorCount,
      warnings: [...this.#warnings],
      warningCount: this.#warningCount,
      width: video.videoWidth || null,
      height: video.videoHeight || null,
      bitsPerSecond: finite(engine.bitsPerSecond) || null,
      startMilliseconds: this.#startMilliseconds,
      waitedMilliseconds: this.#startedAt === 0 ? 0 : Math.round(now - this.#startedAt),
    };
  }

  #engineSample() {
    try {
      return (this.video.readyState > 0 ? this.#engine?.sample() : null) ?? {};
    } catch {
      // Between two sources some libraries throw from their getters; the next sample is 250 ms away.
      return {};
    }
  }

  #frames() {
    const quality = this.video.getVideoPlaybackQuality?.();
    return {
      decoded: this.#framesBefore.decoded + (quality?.totalVideoFrames ?? 0),
      dropped: this.#framesBefore.dropped + (quality?.droppedVideoFrames ?? 0),
    };
  }

  #playing() {
    if (this.#generation === 0 || this.#startedAt === 0) {
      return;
    }

    this.#startMilliseconds ??= Math.round(performance.now() - this.#startedAt);
    this.#retryMilliseconds = firstRetryMilliseconds;
    this.#lastMovedAt = performance.now();
    this.#endStall();
    this.#state = 'playing';
  }

  #stalled(now) {
    const { video } = this;
    if (this.#state !== 'playing' || video.paused || video.seeking || video.ended) {
      return;
    }

    this.#stallCount++;
    this.#stalledSince = now;
    this.#state = 'stalled';
  }

  #endStall() {
    if (this.#stalledSince !== null) {
      this.#stalledMilliseconds += performance.now() - this.#stalledSince;
      this.#stalledSince = null;
    }
  }

  // Browsers do not always say `waiting` when the picture stands still, nor `playing` when it goes on.
  #watchProgress(now) {
    const { video } = this;
    if (video.currentTime !== this.#lastTime) {
      const moved = video.currentTime > this.#lastTime && this.#lastTime >= 0;
      this.#lastTime = video.currentTime;
      this.#lastMovedAt = now;
      if (moved && !video.paused && (this.#state === 'stalled' || this.#state === 'paused' || this.#state === 'loading') && video.readyState >= 2) {
        this.#playing();
      }
    } else if (this.#state === 'playing' && video.paused) {
      this.#state = 'paused';
    } else if (this.#state === 'playing' && now - this.#lastMovedAt > stagnantMilliseconds) {
      this.#stalled(this.#lastMovedAt);
    }
  }

  #readClock() {
    // Most pictures hold no clock: after ten looks in vain, look once in a while.
    if (this.#clockMisses > 10 && this.#clockMisses++ % 20 !== 0) {
      return;
    }

    const reading = this.#clock.read(this.video);
    if (reading === null) {
      this.#clockMisses++;
      this.#glassToGlassSeconds = this.#clockMisses > 10 ? null : this.#glassToGlassSeconds;
      return;
    }

    this.#clockMisses = 0;
    this.#glassToGlassSeconds = reading.latencyMilliseconds / 1000;
    this.#clockReadings.push(reading);
    if (this.#clockReadings.length > mostReadingsKept) {
      this.#clockReadings.shift();
    }
  }

  #onVideoError() {
    const error = this.video.error;
    if (error && this.#startedAt !== 0) {
      const words = { 1: 'Playback was broken off', 2: 'The network failed', 3: 'The media could not be decoded', 4: 'The media is not supported' };
      this.#onError(true, `${words[error.code] ?? 'The video failed'}${error.message ? `: ${error.message}` : ''}`);
    }
  }

  #onError(fatal, sentence) {
    const entry = { atMilliseconds: Date.now(), text: sentence };
    if (!fatal) {
      this.#warningCount++;
      this.#warnings.push(entry);
      this.#warnings.splice(0, this.#warnings.length - mostErrorsKept);
      return;
    }

    this.#errorCount++;
    this.#errors.push(entry);
    this.#errors.splice(0, this.#errors.length - mostErrorsKept);
    if (this.#state === 'failed') {
      return;
    }

    this.#endStall();
    this.#state = 'failed';
    this.#retryTimer = setTimeout(() => {
      this.#restarts++;
      this.start();
    }, this.#retryMilliseconds);
    this.#retryMilliseconds = Math.min(this.#retryMilliseconds * 2, longestRetryMilliseconds);
  }

  async #stopEngine() {
    const engine = this.#engine;
    this.#engine = null;
    if (engine === null) {
      return;
    }

    this.#framesBefore = this.#frames();
    try {
      await engine.stop();
    } catch {
      // A library that fails while it is thrown away has nothing to say to anybody.
    }

    // The element counts frames per source: one that kept its count must not be added twice.
    const left = this.video.getVideoPlaybackQuality?.();
    this.#framesBefore.decoded -= left?.totalVideoFrames ?? 0;
    this.#framesBefore.dropped -= left?.droppedVideoFrames ?? 0;
  }
}

const finite = (value) => (Number.isFinite(value) ? value : null);

function bufferedAhead(video) {
  const { buffered, currentTime } = video;
  for (let index = 0; index < buffered.length; index++) {
    if (buffered.start(index) <= currentTime + 0.1 && currentTime <= buffered.end(index)) {
      return buffered.end(index) - currentTime;
    }
  }

  return 0;
}
