/** One Jupyter server and one browser for all specs; see setup.ts and jupyter.ts for the server. */

import { defineConfig } from '@playwright/test';

const MINUTE = 60_000;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  timeout: 2 * MINUTE,
  // A Java kernel starts in two seconds here; a busy machine needs several times that.
  expect: { timeout: MINUTE / 2 },
  reporter: 'list',
  globalSetup: './setup.ts',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.PROVENOTE_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox']
    }
  },
  projects: [
    { name: 'specs', testMatch: '*.spec.ts' },
    { name: 'screenshots', testMatch: 'screenshots.ts' }
  ]
});
