import { loadScript } from './load-script.js';
import { httpSentence, shortUrl } from './words.js';

/** HLS and LL-HLS by hls.js. See engines/README.md for the shape every engine has. */
export async function start({ video, url, lowLatency, latencySeconds, capToSize, onError }) {
  await loadScript('hls.min.js');
  const Hls = globalThis.Hls;
  if (!Hls?.isSupported()) {
    throw new Error('This browser has no Media Source Extensions, which hls.js needs.');
  }

  const config = {
    lowLatencyMode: lowLatency,
    capLevelToPlayerSize: capToSize,
    backBufferLength: 30,
    // The distance itself comes from PART-HOLD-BACK or HOLD-BACK; after a stall the player speeds up to come back to it.
    maxLiveSyncPlaybackRate: lowLatency ? 1.1 : 1,
  };
  if (latencySeconds !== null) {
    config.liveSyncDuration = latencySeconds;
    config.liveMaxLatencyDuration = latencySeconds + 10;
  }

  const hls = new Hls(config);
  hls.on(Hls.Events.ERROR, (_event, error) => onError(Boolean(error?.fatal), sentence(error ?? {})));
  hls.loadSource(url);
  hls.attachMedia(video);
  return {
    version: typeof Hls.version === 'string' ? Hls.version : '',
    sample() {
      const level = hls.levels?.[hls.currentLevel];
      const playing = hls.playingDate?.getTime();
      return {
        latencySeconds: Number.isFinite(playing) ? (Date.now() - playing) / 1000 : null,
        behindEdgeSeconds: hls.latency > 0 ? hls.latency : null,
        targetLatencySeconds: hls.targetLatency,
        bitsPerSecond: level?.bitrate,
      };
    },
    seekToLive() {
      if (Number.isFinite(hls.liveSyncPosition)) {
        video.currentTime = hls.liveSyncPosition;
      }
    },
    async stop() {
      hls.destroy();
    },
  };
}

const kinds = {
  manifestLoadError: 'The playlist could not be loaded',
  manifestLoadTimeOut: 'The playlist did not come in time',
  manifestParsingError: 'The playlist is not valid HLS',
  manifestIncompatibleCodecsError: 'This browser decodes none of the offered codecs',
  levelLoadError: 'A media playlist could not be loaded',
  levelLoadTimeOut: 'A media playlist did not come in time',
  levelParsingError: 'A media playlist is not valid HLS',
  levelEmptyError: 'A media playlist is empty',
  audioTrackLoadError: 'The audio playlist could not be loaded',
  audioTrackLoadTimeOut: 'The audio playlist did not come in time',
  fragLoadError: 'A segment could not be loaded',
  fragLoadTimeOut: 'A segment did not come in time',
  fragParsingError: 'A segment could not be read',
  fragGap: 'A segment is marked as a gap',
  bufferAddCodecError: 'The browser refused the codec',
  bufferAppendError: 'The browser refused a segment',
  bufferAppendingError: 'The browser refused a segment',
  bufferFullError: 'The browser\'s buffer is full',
  bufferStalledError: 'Playback ran out of media',
  bufferNudgeOnStall: 'Playback was stuck and was nudged on',
  bufferSeekOverHole: 'A hole in the media was jumped over',
};

function sentence(error) {
  const details = typeof error.details === 'string' ? error.details : '';
  const what = kinds[details] ?? (details === '' ? 'hls.js reported an error' : `hls.js: ${details}`);
  const reason = typeof error.reason === 'string' && error.reason !== '' ? error.reason : error.error?.message;
  const url = error.response?.url ?? error.context?.url ?? error.frag?.url ?? error.url;
  return `${what}${httpSentence(error.response?.code)}${reason ? `: ${reason}` : ''}${shortUrl(url)}`;
}
