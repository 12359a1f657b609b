/** One Jupyter server and one browser for all specs; see jupyter.ts for the server. */

import { defineConfig } from '@playwright/test';

import { jupyterCommand, jupyterUrl } from './jupyter';

const MINUTE = 60_000;

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  timeout: 2 * MINUTE,
  // A Java kernel starts in two seconds here; a busy machine needs several times that.
  expect: { timeout: MINUTE / 2 },
  reporter: 'list',
  globalTeardown: './teardown.ts',
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
  ],
  webServer: {
    command: jupyterCommand,
    url: `${jupyterUrl}api`,
    timeout: MINUTE,
    // Jupyter ends its kernels and our Java server on SIGTERM.
    gracefulShutdown: { signal: 'SIGTERM', timeout: MINUTE / 4 },
    stdout: process.env.PROVENOTE_UI_LOG ? 'pipe' : 'ignore',
    stderr: process.env.PROVENOTE_UI_LOG ? 'pipe' : 'ignore'
  }
});
