import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCells, encodeCells } from '../../web/player/clock.js';

const times = [1, 1_000, 0xffff_ffff, 1_795_370_411_320, 2 ** 42 - 1];

test('Clock_CellsOfATime_ReadBackAsThatTime', () => {
  for (const time of times) {
    assert.equal(decodeCells(encodeCells(time)), time);
  }
});

test('Clock_GreyedByCompression_IsStillRead', () => {
  for (const time of times) {
    const cells = encodeCells(time).map((cell, index) => (cell === 0 ? 40 + (index % 7) * 5 : 200 - (index % 5) * 8));

    assert.equal(decodeCells(cells), time);
  }
});

test('Clock_AnyOneOrTwoCellsWrong_IsNotRead', () => {
  const flip = (cells, ...indexes) => cells.map((cell, index) => (indexes.includes(index) ? 255 - cell : cell));
  const cells = encodeCells(1_795_370_411_320);
  for (let first = 0; first < cells.length; first++) {
    for (let second = first; second < cells.length; second++) {
      assert.equal(decodeCells(flip(cells, first, second)), null, `cells ${first} and ${second}`);
    }
  }
});

test('Clock_PicturesWithoutOne_AreNotRead', () => {
  const pictures = {
    black: new Array(64).fill(0),
    white: new Array(64).fill(255),
    grey: new Array(64).fill(128),
    bars: Array.from({ length: 64 }, (_, index) => (index % 2) * 255),
    'too few cells': encodeCells(1_000).slice(1),
    'no contrast': encodeCells(1_000).map((cell) => 100 + cell / 10),
    nothing: [],
    'not numbers': new Array(64).fill(Number.NaN),
  };
  for (const [name, cells] of Object.entries(pictures)) {
    assert.equal(decodeCells(cells), null, name);
  }
});
