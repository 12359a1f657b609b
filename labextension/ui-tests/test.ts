/** Playwright's test, with every kernel of a test ended after it. */

import { test as base } from '@playwright/test';

import { jupyterUrl, TOKEN } from './jupyter';

export { expect } from '@playwright/test';

interface Session {
  id: string;
}

export const test = base.extend<{ endKernels: undefined }>({
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
