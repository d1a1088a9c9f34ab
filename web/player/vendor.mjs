// Copies the player libraries and their licences from node_modules to vendor/, which is what the page loads.
// Run by eng/player.sh after `npm ci`; vendor/versions.json is written last, so that it stands for a complete folder.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = [
  { name: 'hls.js', files: { 'dist/hls.min.js': 'hls.min.js', LICENSE: 'hls.js.LICENSE.txt' } },
  {
    name: 'shaka-player',
    files: { 'dist/shaka-player.compiled.js': 'shaka-player.compiled.js', LICENSE: 'shaka-player.LICENSE.txt' },
  },
  {
    name: 'dashjs',
    files: {
      'dist/modern/umd/dash.all.min.js': 'dash.all.min.js',
      'dist/modern/umd/dash.all.min.js.LICENSE.txt': 'dash.all.min.js.LICENSE.txt',
      'LICENSE.md': 'dashjs.LICENSE.md',
    },
  },
];

const vendor = join(here, 'vendor');
await rm(vendor, { recursive: true, force: true });
await mkdir(vendor, { recursive: true });
const versions = {};
for (const { name, files } of packages) {
  const root = join(here, 'node_modules', name);
  versions[name] = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version;
  for (const [from, to] of Object.entries(files)) {
    await copyFile(join(root, from), join(vendor, to));
  }
}

await writeFile(join(vendor, 'versions.json'), `${JSON.stringify(versions, null, 2)}\n`);
