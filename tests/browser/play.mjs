#!/usr/bin/env node
// Plays the player page in a real browser and prints what was played as one JSON line.
//   node tests/browser/play.mjs --page http://127.0.0.1:8080/player/?url=…&player=hlsjs --seconds 10 [--screenshot FILE]
// With `--until input` it watches until its standard input ends, and prints a line of JSON for every look at the players meanwhile.
// Exit code 0: it ran (see "played"); 1: the browser or the page could not be opened; 2: wrong arguments.
import { run } from './arguments.mjs';
import { measure } from './measure.mjs';

await run(
  { page: null, seconds: 10, until: 'seconds', deadline: 30, screenshot: '', width: 1280, height: 800, scheme: 'light' },
  async ({ until, ...options }) => {
    const watching = until === 'input'
      ? { until: inputEnd(), onSamples: (players) => console.log(JSON.stringify({ now: players })) }
      : {};
    const { clockReadings, ...result } = await measure({ ...options, ...watching, dark: options.scheme === 'dark' });
    return result;
  },
);

function inputEnd() {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve).resume();
  });
}
