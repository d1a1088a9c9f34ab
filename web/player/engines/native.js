import { isDash } from '../endpoints.js';

/** HLS by the browser itself. See engines/README.md for the shape every engine has. */
export async function start({ video, url }) {
  if (isDash(url) || video.canPlayType('application/vnd.apple.mpegurl') === '') {
    throw new Error(isDash(url) ? 'Browsers do not play DASH by themselves.' : 'This browser does not play HLS by itself.');
  }

  video.src = url;
  return {
    version: '',
    sample() {
      const start = typeof video.getStartDate === 'function' ? video.getStartDate()?.getTime() : Number.NaN;
      const seekable = video.seekable;
      return {
        latencySeconds: Number.isFinite(start) ? (Date.now() - start) / 1000 - video.currentTime : null,
        behindEdgeSeconds: seekable.length > 0 ? seekable.end(seekable.length - 1) - video.currentTime : null,
        targetLatencySeconds: null,
        bitsPerSecond: null,
      };
    },
    seekToLive() {
      if (video.seekable.length > 0) {
        video.currentTime = Math.max(0, video.seekable.end(video.seekable.length - 1) - 6);
      }
    },
    async stop() {
      video.removeAttribute('src');
      video.load();
    },
  };
}
