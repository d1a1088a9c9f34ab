#!/usr/bin/env node
// Measures glass to glass: reads the camera's burnt-in clock off every picture that the browser shows.
//   node tests/browser/clock.mjs --url MANIFEST --page http://127.0.0.1:8080/player/ --player hlsjs --seconds 10
// Prints one JSON line: {played, readings, framesWithClock, latency: {median, p95, …} in seconds, player's own latency, stalls, errors}.
// Exit code 0: it ran; 1: the browser or the page could not be opened; 2: wrong arguments.
import { run } from './arguments.mjs';
import { measure } from './measure.mjs';

await run(
  { page: null, url: null, player: 'hlsjs', seconds: 10, deadline: 30, latency: '', lowLatency: '1', screenshot: '', width: 1280, height: 800 },
  async ({ page, url, player, latency, lowLatency, ...options }) => {
    const address = new URL(page);
    for (const [name, value] of Object.entries({ url, player, latency, lowLatency, clock: 'frame' })) {
      if (value !== '') {
        address.searchParams.set(name, value);
      }
    }

    const result = await measure({ ...options, page: address.href, dark: false });
    return {
      played: result.played,
      startMilliseconds: result.startMilliseconds,
      latency: result.glassToGlass,
      playerLatency: result.latency,
      decodedFrames: result.decodedFrames,
      droppedFrames: result.droppedFrames,
      stalls: result.stalls,
      restarts: result.restarts,
      errors: result.errors,
      warnings: result.warnings,
      pageErrors: result.pageErrors,
      readings: result.clockReadings.map((reading) => [reading.codedMilliseconds, reading.latencyMilliseconds]),
    };
  },
);
