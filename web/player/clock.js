// Reads the clock that the synthetic camera burns into the picture (eng/camera-filter.md has the layout and the filter).

export const columns = 32;
export const rows = 2;

/** The clock covers the picture's full width and this share of its height, from the top. */
export const shareOfHeight = 1 / 9;

/** The check number of a time: with this factor and prime no single or double bit error goes unseen. */
export const checkOf = (milliseconds) => (milliseconds * 1009) % 65521;

const cellPixels = 8;
const timeBits = 42;
const checkBits = 16;
const firstTimeCell = 2;
const firstCheckCell = firstTimeCell + timeBits;
const whiteCells = [0, 60, 63];
const blackCells = [1, 61, 62];

// White and black must lie this far apart (of 255), or there is no clock in the picture.
const leastContrast = 60;

/**
 * Reads the time out of the 64 mean brightnesses, row by row.
 * @param {ArrayLike<number>} cells 0 to 255 each.
 * @returns {number | null} UTC in milliseconds since 1970, or null when these cells hold no clock.
 */
export function decodeCells(cells) {
  if (cells.length !== columns * rows) {
    return null;
  }

  const white = Math.min(...whiteCells.map((index) => cells[index]));
  const black = Math.max(...blackCells.map((index) => cells[index]));
  if (!(white - black >= leastContrast)) {
    return null;
  }

  const threshold = (white + black) / 2;
  // Numbers of 42 bits: doubles hold them, the 32-bit shift operators do not.
  const number = (from, count) => {
    let value = 0;
    for (let index = from; index < from + count; index++) {
      value = value * 2 + (cells[index] > threshold ? 1 : 0);
    }

    return value;
  };
  const milliseconds = number(firstTimeCell, timeBits);
  return number(firstCheckCell, checkBits) === checkOf(milliseconds) ? milliseconds : null;
}

/** The 64 cells of a time, 255 for white and 0 for black: what the camera draws. */
export function encodeCells(milliseconds) {
  const bits = (value, count) => Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** (count - 1 - index)) % 2);
  return [1, 0, ...bits(milliseconds, timeBits), ...bits(checkOf(milliseconds), checkBits), 1, 0, 0, 1].map((bit) => bit * 255);
}

/** Reads the clock off a playing video. */
export class ClockReader {
  #context;

  /**
   * @param {HTMLVideoElement} video
   * @returns {{ codedMilliseconds: number, latencyMilliseconds: number } | null} What the picture said and how long ago that was,
   * or null when there is no readable clock in it (or the browser does not let the page see the picture).
   */
  read(video) {
    if (!(video.videoWidth > 0) || !(video.videoHeight > 0)) {
      return null;
    }

    const width = columns * cellPixels;
    const height = rows * cellPixels;
    this.#context ??= Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
    if (this.#context === null) {
      return null;
    }

    try {
      this.#context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * shareOfHeight, 0, 0, width, height);
      const nowMilliseconds = Date.now();
      const codedMilliseconds = decodeCells(meanCells(this.#context.getImageData(0, 0, width, height).data, width));
      return codedMilliseconds === null ? null : { codedMilliseconds, latencyMilliseconds: nowMilliseconds - codedMilliseconds };
    } catch {
      // A picture from another origin without CORS taints the canvas.
      return null;
    }
  }
}

/** Mean brightness of the middle quarter of each cell: the edges are blurred by scaling and compression. */
function meanCells(rgba, width) {
  const margin = cellPixels / 4;
  const cells = new Array(columns * rows);
  for (let cell = 0; cell < cells.length; cell++) {
    const left = (cell % columns) * cellPixels;
    const top = Math.floor(cell / columns) * cellPixels;
    let sum = 0;
    let count = 0;
    for (let y = top + margin; y < top + cellPixels - margin; y++) {
      for (let x = left + margin; x < left + cellPixels - margin; x++) {
        const at = (y * width + x) * 4;
        sum += (rgba[at] + rgba[at + 1] + rgba[at + 2]) / 3;
        count++;
      }
    }

    cells[cell] = sum / count;
  }

  return cells;
}
