import { loadScript } from './load-script.js';
import { httpSentence, shortUrl } from './words.js';

/** DASH and HLS by Shaka Player. See engines/README.md for the shape every engine has. */
export async function start({ video, url, lowLatency, latencySeconds, capToSize, onError }) {
  await loadScript('shaka-player.compiled.js');
  const shaka = globalThis.shaka;
  shaka?.polyfill.installAll();
  if (!shaka?.Player.isBrowserSupported()) {
    throw new Error('This browser has no Media Source Extensions, which Shaka Player needs.');
  }

  const player = new shaka.Player();
  player.addEventListener('error', (event) => {
    const error = event.detail ?? {};
    onError(error.severity === shaka.util.Error.Severity.CRITICAL, sentence(shaka, error));
  });
  await player.attach(video);
  player.configure({
    streaming: {
      lowLatencyMode: lowLatency,
      bufferBehind: 30,
      // The gap between a live stream's parts is expected; waiting for a full second of media would add it to the latency.
      rebufferingGoal: lowLatency ? 0.1 : 2,
      ...(latencySeconds === null ? {} : { liveSync: { enabled: true, targetLatency: latencySeconds, targetLatencyTolerance: 0.3 } }),
    },
    abr: { restrictToElementSize: capToSize },
    ...(latencySeconds === null ? {} : { manifest: { defaultPresentationDelay: latencySeconds, dash: { ignoreSuggestedPresentationDelay: true } } }),
  });

  // The load is not awaited: a playlist that waits for its channel must not keep the tile from being stopped.
  player.load(url).catch((error) => {
    if (error?.code !== shaka.util.Error.Code.LOAD_INTERRUPTED && error?.code !== shaka.util.Error.Code.OPERATION_ABORTED) {
      onError(true, sentence(shaka, error ?? {}));
    }
  });
  return {
    version: typeof shaka.Player.version === 'string' ? shaka.Player.version : '',
    sample() {
      const stats = player.getStats() ?? {};
      const track = player.getVariantTracks().find((candidate) => candidate.active);
      const date = player.isLive() ? player.getPlayheadTimeAsDate()?.getTime() : undefined;
      const edge = player.isLive() ? player.seekRange()?.end : undefined;
      return {
        latencySeconds: Number.isFinite(date) && date > 0 ? (Date.now() - date) / 1000 : stats.liveLatency,
        behindEdgeSeconds: Number.isFinite(edge) ? edge - video.currentTime : null,
        targetLatencySeconds: null,
        bitsPerSecond: track?.bandwidth ?? stats.streamBandwidth,
      };
    },
    seekToLive() {
      player.goToLive();
    },
    async stop() {
      await player.destroy();
    },
  };
}

function sentence(shaka, error) {
  const data = Array.isArray(error.data) ? error.data : [];
  const codes = shaka.util.Error.Code;
  switch (error.code) {
    case codes.BAD_HTTP_STATUS:
      return `A request was refused${httpSentence(data[1])}${shortUrl(data[0])}`;
    case codes.HTTP_ERROR:
      return `The server did not answer${shortUrl(data[0])}`;
    case codes.TIMEOUT:
      return `A request did not come back in time${shortUrl(data[0])}`;
    case codes.CONTENT_UNSUPPORTED_BY_BROWSER:
    case codes.RESTRICTIONS_CANNOT_BE_MET:
      return 'This browser decodes none of the offered codecs';
    default: {
      const name = Object.keys(codes).find((key) => codes[key] === error.code);
      const words = name ? name.toLowerCase().replaceAll('_', ' ') : (error.message ?? 'unknown error');
      return `Shaka Player: ${words}${error.code === undefined ? '' : ` (${error.code})`}`;
    }
  }
}
