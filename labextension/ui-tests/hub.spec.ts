/** Provenote under a real JupyterHub, behind its proxy and its login. */

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';

import { SHALLOW } from './cells';
import { Hub } from './hub';
import { openSidebar, ready, runCard, runCell, writeNotebookTo } from './notebook';

const RUN = SHALLOW.replace('%mlflow end', '%mlflow artifact train.ipynb\n%mlflow end');
const PAGES = 'provenote/web/pages/';
const MINUTE = 60_000;

/** A server of a user may take the hub's limit to start, and then starts ours. */
const STARTED = { timeout: 2 * MINUTE };

let hub: Hub | undefined;
const browsers: BrowserContext[] = [];

test.describe.configure({ timeout: 5 * MINUTE });

test.beforeAll(async () => {
  hub = await Hub.start();
});

test.afterEach(async () => {
  await Promise.all(browsers.splice(0).map(context => context.close()));
});

test.afterAll(() => hub?.stop());

test("a student's runs are in the sidebar, below the cell and on their pages, to which a link leads by the login", async ({ browser }) => {
  writeNotebookTo(join(running().home('ada'), 'train.ipynb'), RUN, '%mlflow runs');
  const page = await newPage(browser);
  const trouble = watch(page);
  await page.goto('hub/user-redirect/lab/tree/train.ipynb');
  await logIn(page, 'ada');
  await page.waitForURL(`${running().url}user/ada/lab/tree/train.ipynb`);
  await ready(page);
  await openSidebar(page);
  await runCell(page, 0);
  const card = runCard(page, 'shallow');
  await expect(card).toContainText('Finished');
  await expect(card).toContainText('0.81235');
  await runCell(page, 1);
  await expect(page.locator('.jp-OutputArea').getByRole('heading', { name: 'shallow' })).toBeVisible();

  await card.getByRole('button', { name: 'Restore' }).click();
  await expect(page.locator('.lm-TabBar-tab', { hasText: /^train\.[0-9a-f]{8}\.ipynb$/ })).toBeVisible();
  expect(readdirSync(running().home('ada'))).toEqual(expect.arrayContaining(['mlflow.db', expect.stringMatching(/^train\.[0-9a-f]{8}\.ipynb$/)]));

  await page.locator('.lm-TabBar-tab', { hasText: /^train\.ipynb$/ }).click();
  const [tab] = await Promise.all([page.waitForEvent('popup'), card.getByRole('link', { name: 'Page of shallow' }).click()]);
  await expect(cardOn(tab, 'shallow')).toContainText('0.8123456');
  const link = tab.url();
  const id = link.split('/').at(-1) ?? '';
  expect(link).toContain(`${running().url}user/ada/${PAGES}#/experiments/`);
  expect((await asked<RunAnswer>(tab, `runs/get?run_id=${id}`)).run.info.user_id).toBe('ada');
  expect((await asked<FilesAnswer>(tab, `artifacts/list?run_id=${id}`)).files.map(({ path }) => path)).toContain('train.ipynb');

  await openAtHub(page, 'token');
  await page.getByRole('button', { name: 'Request new API token' }).click();
  await expect(page.locator('#token-result')).not.toBeEmpty();
  logByMlflow(`${running().url}user/ada/provenote/api`, await page.locator('#token-result').innerText());
  await tab.getByRole('link', { name: 'Provenote' }).click();
  await expect(tab.getByRole('listitem').filter({ hasText: 'outside' })).toContainText('1 run');
  expect(trouble).toEqual([]);

  await page.goto('hub/logout');
  await expect(tab.getByText('Jupyter has logged you out')).toBeVisible();
  await tab.goto(link);
  await tab.reload();
  await logIn(tab, 'ada');
  await expect(cardOn(tab, 'shallow')).toContainText('0.8123456');
  expect(tab.url()).toBe(link);
});

test('a student sees nothing of another', async ({ browser }) => {
  const hers = `user/ada/${PAGES}`;
  const ada = await newPage(browser);
  await ada.goto(`hub/user-redirect/${PAGES}`);
  await logIn(ada, 'ada');
  await ada.waitForURL(running().url + hers);

  const bob = await newPage(browser);
  await bob.goto(`hub/user-redirect/${PAGES}`);
  await logIn(bob, 'bob');
  await expect(bob.getByRole('heading', { name: 'No experiments yet' })).toBeVisible(STARTED);
  await bob.goto(hers);
  await expect(bob.getByRole('heading', { name: 'You do not have permission to access' })).toBeVisible();
  for (const path of [PAGES, 'provenote/api/provenote/experiments', 'provenote/api/provenote/runs?notebook=train.ipynb', 'provenote/kernels/x/sessions']) {
    expect((await bob.request.get(`user/ada/${path}`, { maxRedirects: 0 })).status(), path).toBe(403);
  }
});

test('of a server that the hub has stopped the pages say how it starts again', async ({ browser }) => {
  const page = await newPage(browser);
  await page.goto(`hub/user-redirect/${PAGES}`);
  await logIn(page, 'bob');
  await expect(page.getByRole('heading', { name: 'No experiments yet' })).toBeVisible(STARTED);
  const home = await page.context().newPage();
  await openAtHub(home, 'home');
  await home.getByRole('button', { name: 'Stop My Server' }).click();
  await page.bringToFront();
  await expect(page.getByText('Your Jupyter server is not running')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Launch Server' }).click();
  await expect(page.getByRole('heading', { name: 'No experiments yet' })).toBeVisible(STARTED);
  expect(page.url()).toContain(`${running().url}user/bob/${PAGES}`);
});

interface RunAnswer {
  run: { info: { user_id: string } };
}

interface FilesAnswer {
  files: { path: string }[];
}

function running(): Hub {
  expect(hub).toBeDefined();
  return hub as Hub;
}

/** In a browser of its own, where nobody is logged in yet. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: running().url, ignoreHTTPSErrors: true, viewport: { width: 1400, height: 900 } });
  browsers.push(context);
  return context.newPage();
}

/** Opens a page of the hub's own, whose buttons do nothing before its scripts are there. */
async function openAtHub(page: Page, path: string): Promise<void> {
  await page.goto(`hub/${path}`, { waitUntil: 'networkidle' });
}

async function logIn(page: Page, user: string): Promise<void> {
  await page.getByLabel('Username').fill(user);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What is asked of MLflow's API by a page, with all that its own requests have. */
function asked<T>(page: Page, path: string): Promise<T> {
  return page.evaluate(async address => {
    const xsrf = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
    return (await (await fetch(address, { headers: { 'X-XSRFToken': xsrf } })).json()) as never;
  }, `../api/2.0/mlflow/${path}`);
}

/** Logs a run by MLflow's own client, as from the user's laptop. */
function logByMlflow(uri: string, token: string): void {
  const script = 'import mlflow\nmlflow.set_experiment("outside")\nwith mlflow.start_run():\n    mlflow.log_metric("r2", 0.9)';
  const env = { ...process.env, MLFLOW_TRACKING_URI: uri, MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_SERVER_CERT_PATH: running().authority };
  execFileSync(process.env.PROVENOTE_TEST_PYTHON ?? '', ['-c', script], { env, stdio: 'pipe', timeout: MINUTE });
}

function cardOn(page: Page, name: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** What goes wrong in a page and its requests, without a word to the user. */
function watch(page: Page): string[] {
  const trouble: string[] = [];
  page.context().on('weberror', error => trouble.push(error.error().message));
  page.context().on('response', response => {
    if (response.status() >= 400) {
      trouble.push(`${response.status()} ${response.url()}`);
    }
  });
  return trouble;
}
