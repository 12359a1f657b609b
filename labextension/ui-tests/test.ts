/** Playwright's test in one browser profile for all, with every kernel of a test ended after it. */

import { BrowserContext, test as base } from '@playwright/test';

import { jupyterUrl, TOKEN } from './jupyter';

export { expect } from '@playwright/test';

interface Session {
  id: string;
}

export const test = base.extend<{ endKernels: undefined }, { profile: BrowserContext }>({
  // Of a user: JupyterLab's ten megabytes are fetched and compiled once, and not for every test.
  profile: [
    async ({ browser }, use) => {
      const profile = await browser.newContext({ baseURL: jupyterUrl, viewport: { width: 1400, height: 900 } });
      await use(profile);
      await profile.close();
    },
    { scope: 'worker' }
  ],
  page: async ({ profile }, provide, info) => {
    const page = await profile.newPage();
    await provide(page);
    if (info.status !== info.expectedStatus) {
      await page.screenshot({ path: info.outputPath('failed.png') });
    }
    await Promise.all(profile.pages().map(each => each.close()));
  },
  endKernels: [
    async ({ request }, use) => {
      await use(undefined);
      const headers = { Authorization: `token ${TOKEN}` };
      const sessions = (await (await request.get(`${jupyterUrl}api/sessions`, { headers })).json()) as Session[];
      await Promise.all(sessions.map(({ id }) => request.delete(`${jupyterUrl}api/sessions/${id}`, { headers })));
    },
    { auto: true }
  ]
});
