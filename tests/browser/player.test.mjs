// The player page with live media from the synthetic camera, packaged by ffmpeg, in the real browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { cameraArguments } from './camera.mjs';
import { measure } from './measure.mjs';
import { serve } from './static-server.mjs';

const playerFolder = fileURLToPath(new URL('../../web/player/', import.meta.url));
const options = { seconds: 120, deadline: 120, screenshot: '', width: 1280, height: 800, dark: false };

let folder;
let camera;
let server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-media-'));
  camera = spawn('ffmpeg', [
    ...cameraArguments({ width: 640, height: 360, bitsPerSecond: 800_000 }),
    '-f', 'dash', '-seg_duration', '1', '-use_timeline', '1', '-use_template', '1', '-hls_playlist', '1',
    '-window_size', '15', '-extra_window_size', '10', '-adaptation_sets', 'id=0,streams=v id=1,streams=a',
    join(folder, 'live.mpd'),
  ], { stdio: 'ignore' });
  await appears(join(folder, 'chunk-stream0-00006.m4s'), 120_000);
  server = await serve({ '/player/': playerFolder, '/media/': folder }, [
    { id: 'hls', channelId: 'demo', package: 'HlsCmaf', url: '/media/master.m3u8' },
    { id: 'dash', channelId: 'demo', package: 'Dash', url: '/media/live.mpd' },
  ]);
});

after(async () => {
  await server?.close();
  if (camera && camera.exitCode === null) {
    const ended = new Promise((resolve) => camera.once('exit', resolve));
    camera.kill('SIGKILL');
    await ended;
  }

  await rm(folder, { recursive: true, force: true });
});

for (const [player, manifest] of [['hlsjs', 'master.m3u8'], ['shaka', 'master.m3u8'], ['dashjs', 'live.mpd'], ['shaka', 'live.mpd']]) {
  test(`Player_${player}On${manifest.replace(/\W/g, '')}_PlaysAndReadsTheCameraClock`, async () => {
    const url = encodeURIComponent(`${server.origin}/media/${manifest}`);

    const result = await measure({
      ...options,
      page: `${server.origin}/player/?url=${url}&player=${player}&latency=4&clock=frame`,
      enough: (seen) => seen.players[0]?.playedSeconds > 2 && seen.decodedFrames > 30 && seen.clockReadings.length > 30,
    });

    const seen = JSON.stringify({ ...result, samples: result.samples.at(-1), clockReadings: result.clockReadings.length });
    assert.equal(result.played, true, seen);
    assert.deepEqual(result.errors, [], seen);
    assert.deepEqual(result.pageErrors, [], seen);
    assert.ok(result.players[0].playedSeconds > 2, seen);
    assert.ok(result.decodedFrames > 30, seen);
    // Frames that the browser shows are the camera's: their times never go back, and they were made not long ago.
    assert.ok(result.clockReadings.length > 30, seen);
    assert.ok(result.clockReadings.every((reading, index, all) => index === 0 || reading.codedMilliseconds >= all[index - 1].codedMilliseconds), seen);
    // A camera on a busy machine falls behind; what the player computes from the manifest says the same.
    assert.ok(result.glassToGlass.median > 0.5 && result.glassToGlass.median < 60, seen);
    // Both clocks are read right; how far a packager that lacks processor time lets them part is its own.
    assert.ok(Math.abs(result.glassToGlass.median - result.latency.median) < 15, seen);
  });
}

test('Player_ListOfEndpoints_PlaysThemSideBySide', async () => {
  const result = await measure({ ...options, seconds: 2, page: `${server.origin}/player/` });

  assert.equal(result.played, true, JSON.stringify(result.players));
  assert.deepEqual(result.players.map((player) => player.name).sort(), ['dash/dashjs', 'dash/shaka', 'hls/hlsjs']);
  assert.deepEqual(result.errors, []);
});

test('Player_MissingManifest_SaysSoInWordsAndTriesAgain', async () => {
  for (const [player, manifest] of [['hlsjs', 'none.m3u8'], ['shaka', 'none.m3u8'], ['dashjs', 'none.mpd']]) {
    const url = encodeURIComponent(`${server.origin}/media/${manifest}`);

    const result = await measure({
      ...options,
      deadline: 4,
      page: `${server.origin}/player/?url=${url}&player=${player}`,
      enough: (seen) => seen.errors.length > 0 && seen.restarts > 0,
    });

    assert.equal(result.played, false);
    assert.ok(result.errors.length > 0 && result.errors[0].includes('HTTP 404'), `${player}: ${result.errors.join(' | ')}`);
    assert.ok(result.restarts > 0, `${player} did not try again`);
  }
});

test('Player_UnusableAddress_IsRefusedInWords', async () => {
  const { withPage } = await import('./browser.mjs');
  for (const [query, words] of [['url=javascript:0', 'not an http or https URL'], ['url=/media/x.m3u8&player=vlc', 'no player called "vlc"']]) {
    const said = await withPage({ url: `${server.origin}/player/?${query}` }, (page) => page.textContent('#notice'));

    assert.ok(said.includes(words), said);
  }
});

async function appears(path, timeoutMilliseconds) {
  const deadline = Date.now() + timeoutMilliseconds;
  while (Date.now() < deadline) {
    if (await access(path).then(() => true, () => false)) {
      return;
    }

    await delay(100);
  }

  throw new Error(`${path} did not appear: does ffmpeg run here?`);
}
