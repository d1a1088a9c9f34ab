// Watches the player page through window.headwater and says what was played.
import { withPage } from './browser.mjs';

const samplePeriodMilliseconds = 250;

/**
 * Opens the player page, waits until every player that started shows moving pictures, and watches it for a while.
 * @param {{ page: string, seconds: number, deadline: number, screenshot: string, width: number, height: number, dark: boolean,
 *   until?: Promise<unknown>, onSamples?: (players: object[]) => void, enough?: (result: object) => boolean }} options
 * `deadline` is in seconds, for the first picture. With `until` it is watched until that settles, instead of for `seconds`. With `enough`
 * it is watched, playing or not, until that is true of what was seen, for `seconds` at most: how fast the machine is does not matter then.
 */
export function measure(options) {
  return withPage({ url: options.page, width: options.width, height: options.height, dark: options.dark }, async (page, faults) => {
    let navigations = 0;
    page.on('framenavigated', (frame) => {
      navigations += frame === page.mainFrame() ? 1 : 0;
    });
    const played = await waitUntilPlaying(page, options.deadline * 1000);
    await page.evaluate(() => window.headwater?.takeClockReadings?.());
    const samples = [];
    const clock = [];
    const end = Date.now() + (played || options.enough ? options.seconds * 1000 : 0);
    let ended = options.until === undefined || !played;
    const isEnough = () => options.enough?.(summarize(played, samples, clock.flat())) ?? false;
    options.until?.finally(() => {
      ended = true;
    });
    do {
      const now = await takeSamples(page);
      options.onSamples?.(now);
      samples.push(...now);
      clock.push(...await page.evaluate(() => window.headwater?.takeClockReadings?.() ?? []));
      await page.waitForTimeout(samplePeriodMilliseconds);
    } while (!ended || (options.until === undefined && Date.now() < end && !isEnough()));
    if (options.screenshot) {
      await page.screenshot({ path: options.screenshot, fullPage: false });
    }

    return { ...summarize(played, samples, clock.flat()), navigations, pageErrors: faults };
  });
}

async function waitUntilPlaying(page, timeout) {
  try {
    await page.waitForFunction(() => {
      const started = (window.headwater?.players ?? []).filter((player) => player.state !== 'idle');
      return started.length > 0 && started.every((player) => player.state === 'playing' && player.currentTime > 0 && player.decodedFrames > 0);
    }, undefined, { timeout, polling: 100 });
    return true;
  } catch (error) {
    if (error?.name === 'TimeoutError') {
      return false;
    }

    throw error;
  }
}

async function takeSamples(page) {
  const { atMilliseconds, players } = await page.evaluate(() => ({
    atMilliseconds: window.headwater?.sampledAtMilliseconds ?? 0,
    players: window.headwater?.players ?? [],
  }));
  return players.filter((player) => player.state !== 'idle').map((player) => ({ atMilliseconds, ...player }));
}

function summarize(played, samples, readings) {
  const names = [...new Set(samples.map((sample) => sample.name))];
  const players = names.map((name) => summarizePlayer(samples.filter((sample) => sample.name === name)));
  const sum = (member) => players.reduce((total, player) => total + player[member], 0);
  return {
    played,
    startMilliseconds: Math.max(...players.map((player) => player.startMilliseconds ?? 0), 0),
    decodedFrames: sum('decodedFrames'),
    droppedFrames: sum('droppedFrames'),
    stalls: sum('stalls'),
    stalledMilliseconds: sum('stalledMilliseconds'),
    restarts: sum('restarts'),
    errors: players.flatMap((player) => player.errors),
    warnings: players.flatMap((player) => player.warnings),
    latency: distribution(samples.filter((sample) => sample.state === 'playing').map((sample) => sample.latencySeconds)),
    glassToGlass: distribution(readings.map((reading) => reading.latencyMilliseconds / 1000)),
    clockReadings: readings,
    players,
    samples: samples.map(({ errors, warnings, url, ...sample }) => sample),
  };
}

function summarizePlayer(samples) {
  const first = samples[0];
  const last = samples.at(-1);
  const seconds = (last.atMilliseconds - first.atMilliseconds) / 1000;
  return {
    name: last.name,
    player: last.player,
    version: last.version,
    state: last.state,
    startMilliseconds: last.startMilliseconds,
    playedSeconds: (last.currentTime ?? 0) - (first.currentTime ?? 0),
    watchedSeconds: seconds,
    decodedFrames: last.decodedFrames,
    decodedFramesPerSecond: seconds > 0 ? (last.decodedFrames - first.decodedFrames) / seconds : 0,
    droppedFrames: last.droppedFrames,
    stalls: last.stalls,
    stalledMilliseconds: last.stalledMilliseconds,
    restarts: last.restarts,
    errors: last.errors.map((error) => error.text),
    warnings: last.warnings.map((warning) => warning.text),
    latency: distribution(samples.filter((sample) => sample.state === 'playing').map((sample) => sample.latencySeconds)),
    glassToGlass: distribution(samples.map((sample) => sample.glassToGlassSeconds)),
    width: last.width,
    height: last.height,
    bitsPerSecond: last.bitsPerSecond,
  };
}

/** Median and 95th percentile by nearest rank; null when nothing was measured. */
export function distribution(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const rank = (share) => (sorted.length === 0 ? null : sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]);
  return { median: rank(0.5), p95: rank(0.95), least: sorted[0] ?? null, most: sorted.at(-1) ?? null, count: sorted.length };
}
