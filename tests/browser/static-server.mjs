// A small file server for the harness's own tests: the player page, media made on the spot, and a list of endpoints.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mpd': 'application/dash+xml',
  '.m4s': 'video/iso.segment',
  '.mp4': 'video/mp4',
  '.ts': 'video/mp2t',
};

/**
 * Serves folders under prefixes on a free loopback port.
 * @param {Record<string, string>} folders Prefix such as `/player/` to folder.
 * @param {unknown} endpoints What /api/endpoints answers.
 */
export async function serve(folders, endpoints = []) {
  const server = createServer((request, response) => {
    answer(folders, endpoints, request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(folders, endpoints, request, response) {
  const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
  if (path === '/api/endpoints') {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(endpoints));
    return;
  }

  const prefix = Object.keys(folders).find((candidate) => path.startsWith(candidate));
  const rest = prefix === undefined ? '' : normalize(path.slice(prefix.length) || 'index.html');
  const file = rest === '' || rest.startsWith('..') ? null : join(folders[prefix], rest);
  const found = file === null ? null : await stat(file).catch(() => null);
  if (!found?.isFile()) {
    response.writeHead(404).end();
    return;
  }

  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
  });
  createReadStream(file).on('error', () => response.destroy()).pipe(response);
}
