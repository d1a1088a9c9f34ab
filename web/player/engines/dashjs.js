import { loadScript } from './load-script.js';
import { httpSentence, shortUrl } from './words.js';

/** DASH by dash.js. See engines/README.md for the shape every engine has. */
export async function start({ video, url, lowLatency, latencySeconds, capToSize, onError }) {
  await loadScript('dash.all.min.js');
  const dashjs = globalThis.dashjs;
  if (!dashjs?.supportsMediaSource?.()) {
    throw new Error('This browser has no Media Source Extensions, which dash.js needs.');
  }

  const player = dashjs.MediaPlayer().create();
  // It starts playback itself once media is there; a play() before that keeps it from ever refreshing the manifest.
  player.initialize(video, undefined, true);
  player.updateSettings({
    debug: { logLevel: dashjs.Debug?.LOG_LEVEL_NONE ?? 0 },
    streaming: {
      // The distance itself comes from suggestedPresentationDelay or the service description, unless the page was told one.
      delay: { useSuggestedPresentationDelay: latencySeconds === null, liveDelay: latencySeconds ?? Number.NaN },
      applyServiceDescription: latencySeconds === null,
      liveCatchup: { enabled: lowLatency || latencySeconds !== null, maxDrift: 8, playbackRate: { min: -0.1, max: 0.1 } },
      // A Date header counts whole seconds: as a clock it would add up to one second of latency.
      utcSynchronization: { enabled: false, useManifestDateHeaderTimeSource: false },
      abr: { limitBitrateByPortal: capToSize },
      buffer: { bufferToKeep: 30 },
    },
  });
  // Only clocks that the manifest names: the library's own default is somebody's server on the internet.
  player.clearDefaultUTCTimingSources();
  player.on(dashjs.MediaPlayer.events.MANIFEST_LOADED, (event) => {
    const enabled = (event?.data?.UTCTiming?.length ?? 0) > 0;
    player.updateSettings({ streaming: { utcSynchronization: { enabled } } });
  });
  player.on(dashjs.MediaPlayer.events.ERROR, (event) => {
    const error = event?.error ?? {};
    onError(fatalCodes.has(error.code), sentence(error));
  });
  player.attachSource(url);
  return {
    playsByItself: true,
    version: String(player.getVersion?.() ?? ''),
    sample() {
      const ready = player.isReady();
      const representation = ready ? player.getCurrentRepresentationForType('video') : null;
      const latency = ready ? player.getCurrentLiveLatency() : null;
      return {
        latencySeconds: latency,
        behindEdgeSeconds: null,
        targetLatencySeconds: ready ? player.getTargetLiveDelay?.() : null,
        bitsPerSecond: representation?.bandwidth ?? (representation?.bitrateInKbit ?? 0) * 1000,
      };
    },
    seekToLive() {
      if (player.isReady() && player.isDynamic()) {
        player.seekToOriginalLive();
      }
    },
    async stop() {
      player.destroy();
    },
  };
}

// Those after which dash.js does not go on by itself: manifest not loaded, not read, without streams; no MSE; no initialization segment.
const fatalCodes = new Set([10, 11, 22, 23, 25, 28, 31, 32]);

const kinds = {
  10: 'The manifest is not valid DASH',
  11: 'The manifest could not be loaded',
  16: 'The clock named in the manifest could not be read',
  17: 'A segment could not be loaded',
  20: 'The browser refused a segment',
  23: 'This browser has no Media Source Extensions',
  25: 'The manifest could not be loaded',
  27: 'A segment could not be loaded',
  28: 'An initialization segment could not be loaded',
  31: 'The manifest is not valid DASH',
  32: 'The manifest holds no stream that this browser plays',
};

function sentence(error) {
  const response = error.data?.response ?? error.data?.request?.response;
  const url = error.data?.request?.url ?? error.data?.url;
  const status = response?.status ?? error.data?.status;
  const known = kinds[error.code];
  const message = typeof error.message === 'string' ? error.message : '';
  return `${known ?? (message === '' ? `dash.js error ${error.code ?? ''}`.trim() : `dash.js: ${message}`)}${httpSentence(status)}${shortUrl(url)}`;
}
