import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDash, playableUrl, readEndpoints, tilesOf } from '../../web/player/endpoints.js';

const base = 'http://127.0.0.1:8080/player/';

test('ReadEndpoints_WhateverTheServerSaid_GivesAList', () => {
  for (const json of [null, undefined, 7, 'text', {}, [null, 3, [], {}, { package: 'Dash' }, { package: 'toString', url: 'a' }, { package: 'Dash', url: 'javascript:0' }]]) {
    assert.deepEqual(readEndpoints(json, base), []);
  }
});

test('ReadEndpoints_KnownPackages_AreMadeAbsoluteAndOrdered', () => {
  const read = readEndpoints([
    { id: 'd', channelId: 'one', package: 'Dash', url: '/out/d/index.mpd' },
    { id: 'l', channelId: 'one', package: 'lowLatencyHls', url: 'https://edge.example:8443/l/index.m3u8' },
    { package: 'HlsTs', url: 'x.m3u8' },
  ], base);

  assert.deepEqual(read, [
    { id: 'endpoint', channelId: 'channel', package: 'HlsTs', url: 'http://127.0.0.1:8080/player/x.m3u8' },
    { id: 'l', channelId: 'one', package: 'LowLatencyHls', url: 'https://edge.example:8443/l/index.m3u8' },
    { id: 'd', channelId: 'one', package: 'Dash', url: 'http://127.0.0.1:8080/out/d/index.mpd' },
  ]);
});

test('TilesOf_FourPackages_StartsEachOnceAndShakaOnDash', () => {
  const endpoints = ['LowLatencyHls', 'HlsCmaf', 'HlsTs', 'Dash'].map((name) => ({ id: name, channelId: 'one', package: name, url: base }));

  const started = tilesOf(endpoints, []).filter((tile) => tile.autostart).map((tile) => `${tile.endpoint.id}/${tile.player}`);

  assert.deepEqual(started, ['LowLatencyHls/hlsjs', 'HlsCmaf/hlsjs', 'HlsTs/hlsjs', 'Dash/dashjs', 'Dash/shaka']);
});

test('TilesOf_WantedPlayers_LeavesOutTheOthers', () => {
  const endpoints = [{ id: 'd', channelId: 'one', package: 'Dash', url: base }];

  assert.deepEqual(tilesOf(endpoints, ['shaka']).map((tile) => tile.player), ['shaka']);
});

test('PlayableUrl_OnlyHttp_IsTaken', () => {
  assert.equal(playableUrl('a/b.m3u8', base), 'http://127.0.0.1:8080/player/a/b.m3u8');
  for (const value of ['', null, undefined, 5, 'javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'http://']) {
    assert.equal(playableUrl(value, base), null, String(value));
  }
});

test('IsDash_ByExtension_IgnoresTheQuery', () => {
  assert.equal(isDash('http://a/b.mpd?x=.m3u8'), true);
  assert.equal(isDash('http://a/b.m3u8?x=.mpd'), false);
  assert.equal(isDash('not a url'), false);
});
