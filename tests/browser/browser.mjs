// Starts the system's Chromium with a fresh profile and opens the player page in it.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

/** The browser to drive: CHROMIUM, or where distributions put it. */
export function chromiumPath() {
  const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) {
    throw new Error('No Chromium found: install the package chromium, or set CHROMIUM to its path.');
  }

  return found;
}

/**
 * Opens a page and hands it to <paramref>use</paramref>; closes the browser and deletes its profile whatever happens.
 * @param {{ url: string, width?: number, height?: number, dark?: boolean }} options
 * @param {(page: import('playwright-core').Page, faults: string[]) => Promise<T>} use Faults are the page's own: uncaught errors.
 * @returns {Promise<T>}
 * @template T
 */
export async function withPage({ url, width = 1280, height = 800, dark = false }, use) {
  const profile = await mkdtemp(join(tmpdir(), 'headwater-browser-'));
  let context;
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      headless: true,
      timeout: 120_000,
      args: flags,
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      // The local authority's certificates are not in a fresh profile.
      ignoreHTTPSErrors: true,
    });
    const page = context.pages()[0] ?? await context.newPage();
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error?.message ?? error).slice(0, 500)));
    page.on('console', (message) => {
      if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
        faults.push(message.text().slice(0, 500));
      }
    });
    await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 90_000 });
    return await use(page, faults);
  } finally {
    await context?.close().catch(() => {});
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
