/** The web pages of `provenote server`, in a plain browser tab. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import type { Page } from '@playwright/test';

import { expectAccessible } from './axe';
import { SHALLOW } from './cells';
import { openInLab, openSidebar, runCard, runCell, writeNotebook } from './notebook';
import { ProvenoteServer } from './server';
import { expect, test } from './test';

test('from the list of experiments to a run that goes on, and to its page', async ({ page }) => {
  await using server = await ProvenoteServer.start();
  const trouble = watch(page);
  const iris = await server.experiment('iris <b>&');
  await server.run(iris, 'shallow', { depth: '3', layers: `${'wide '.repeat(30)}\ndeep` }, [0.5]);
  const empty = await server.experiment('empty');

  await page.goto(server.url);
  const list = page.getByRole('navigation', { name: 'Experiments' });
  await expect(list.getByRole('listitem').first()).toContainText('1 run');
  await expect(list.getByRole('listitem').first()).toContainText('shallow');
  await list.getByRole('link', { name: 'iris <b>&' }).click();
  await expect(card(page, 'shallow')).toContainText('0.5');

  await expect(page).toHaveTitle('iris <b>& – Provenote');
  await expect(page.getByRole('heading', { name: 'Experiment runs' })).toBeFocused();
  const layers = card(page, 'shallow').locator('.pn-Entry-value').getByRole('button');
  const low = await layers.evaluate(element => element.clientHeight);
  await layers.click();
  expect(await layers.evaluate(element => element.clientHeight)).toBeGreaterThan(2 * low);

  const deep = await server.startRun(iris, 'deep', { depth: '8' });
  await expect(card(page, 'deep')).toContainText('Running');
  await expect(page.getByText('2 runs, 1 running')).toBeVisible();
  await server.logLoss(deep, [0.9, 0.25]);
  await expect(card(page, 'deep')).toContainText('0.25');

  await card(page, 'deep').getByRole('link', { name: 'Page of deep' }).click();
  await expect(page).toHaveURL(`${server.url}/pages/#/experiments/${iris}/runs/${deep}`);
  await expect(card(page, 'deep')).toBeVisible();
  await expect(page).toHaveTitle('deep – Provenote');
  await expect(page.getByText(deep, { exact: true })).toBeVisible();
  await expect(card(page, 'shallow')).toHaveCount(0);
  await page.getByRole('link', { name: 'All runs of this experiment' }).click();
  await expect(card(page, 'shallow')).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'empty' }).click();
  await expect(page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
  await server.post('experiments/delete', { experiment_id: empty });
  await expect(page.getByRole('heading', { name: 'In the trash' })).toBeVisible();
  await server.post('runs/delete', { run_id: deep });
  await page.goto(`${server.url}/pages/#/experiments/${iris}/runs/${deep}`);
  await expect(card(page, 'deep')).toContainText('In the trash');
  expect(trouble).toEqual([]);
});

test("a link of MLflow's UI leads to the same run here", async ({ page }) => {
  await using server = await ProvenoteServer.start();
  const iris = await server.experiment('iris');
  const run = await server.run(iris, 'shallow', {}, [0.5]);
  await page.goto(`${server.url}/#/experiments/${iris}/runs/${run}/artifacts`);
  await expect(card(page, 'shallow')).toBeVisible();
});

test('what is no page of ours says so, and an experiment that is no notebook’s how to log to it', async ({ page }) => {
  await using server = await ProvenoteServer.start();
  const sweep = await server.experiment('a "sweep"');
  await page.goto(`${server.url}/#/compare-runs?runs=["1"]`);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await expect(page.getByText('Started with --mlflow-ui')).toBeVisible();
  await page.getByRole('link', { name: 'Experiments' }).click();
  await page.goto(`${server.url}/#/experiments/${sweep}`);
  await expect(page.getByLabel('Example')).toContainText('%mlflow experiment "a \\"sweep\\""');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a newcomer is told what to do, and everything is accessible and fits a phone, in ${colorScheme}`, async ({ page }) => {
    await using server = await ProvenoteServer.start();
    await page.emulateMedia({ colorScheme });
    await page.goto(server.url);
    await expect(page.getByRole('heading', { name: 'No experiments yet' })).toBeVisible();
    await expect(page.getByText(`MLFLOW_TRACKING_URI=${server.url}`)).toBeVisible();
    await expectAccessible(page, '#root');

    const iris = await server.experiment('iris');
    const run = await server.run(iris, 'shallow', { depth: '3', 'a.param.that.is.empty': '' }, [0.5]);
    await expect(page.getByRole('link', { name: 'iris' })).toBeVisible();
    await expectAccessible(page, '#root');
    for (const path of ['', `#/experiments/${iris}`, `#/experiments/${iris}/runs/${run}`, '#/experiments/77']) {
      await page.goto(`${server.url}/pages/${path}`);
      await expect(page.getByText(/iris|shallow|no such page/).first()).toBeVisible();
      await expectAccessible(page, '#root');
      await page.setViewportSize({ width: 360, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await expect(page.locator('.pn-Page-id')).toHaveCount(path.includes('/runs/') ? 1 : 0);
      for (const id of await page.locator('.pn-Page-id').all()) {
        expect((await id.boundingBox())?.height).toBeLessThan(30); // one line
      }
      await expectAccessible(page, '#root');
      await page.setViewportSize({ width: 1400, height: 900 });
    }
  });
}

test('when the server ends the runs stay, and the page says so', async ({ page }) => {
  const server = await ProvenoteServer.start();
  const iris = await server.experiment('iris');
  await server.run(iris, 'shallow', {}, [0.5]);
  await page.goto(`${server.url}/pages/#/experiments/${iris}`);
  await expect(card(page, 'shallow')).toBeVisible();
  await server.stop();
  await expect(page.getByRole('alert')).toContainText('The server does not answer');
  await expect(card(page, 'shallow')).toBeVisible();
});

test('a server that takes a token is asked for by its page, and the tab remembers it', async ({ page }) => {
  await using server = await ProvenoteServer.start([], { PROVENOTE_SERVER_TOKEN: 't0ken' });
  await server.run(await server.experiment('iris'), 'shallow', {}, [0.5]);
  await page.goto(server.url);
  await expectAccessible(page, '#root');
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('did not take this token');
  await page.getByLabel('Token').fill('t0ken');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'iris' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'iris' })).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(server.url);
  await expect(other.getByLabel('Token')).toBeVisible();
});

test('ten thousand runs do not slow an experiment’s page down', async ({ page }) => {
  await using server = await ProvenoteServer.start();
  const tags = [{ key: 'provenote.notebook.path', value: 'many.ipynb' }];
  const { experiment_id: many } = await server.post<{ experiment_id: string }>('experiments/create', { name: 'many', tags });
  const script = join(import.meta.dirname, 'many_runs.py');
  execFileSync(process.env.PROVENOTE_TEST_PYTHON ?? '', [script, join(server.folder, 'mlflow.db'), 'many.ipynb', '10000']);

  await page.goto(server.url);
  await expect(page.getByRole('listitem').first()).toContainText('10,000 runs');
  await page.goto(`${server.url}/pages/#/experiments/${many}`);
  const cards = page.locator('.pn-RunList').getByRole('listitem');
  await expect(cards).toHaveCount(50);
  await expect(page.getByRole('status')).toHaveText('50 of 10,000 runs');
  const more = page.getByRole('button', { name: 'Show more' });
  for (const count of [250, 450, 650]) {
    expect(await more.evaluate(movesOnceInSight)).toEqual([0]);
    await more.click();
    await expect(cards).toHaveCount(count);
  }
  await expect(page.getByRole('status')).toHaveText('650 of 10,000 runs');

  await cards.nth(600).getByRole('link').click();
  await expect(cards).toHaveCount(1);
  await page.goBack();
  await expect(cards).toHaveCount(650);
  await expect(cards.nth(600)).toBeInViewport();
});

test('the sidebar leads to the pages of its experiment and its runs, through Jupyter', async ({ page }) => {
  writeNotebook('linked.ipynb', SHALLOW);
  await openInLab(page, 'linked.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  const pages = [
    { name: 'Page of shallow', accuracy: '0.8123456' },
    { name: 'Page of linked', accuracy: '0.81235' }
  ];
  for (const { name, accuracy } of pages) {
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name }).click();
    const tab = await opened;
    const trouble = watch(tab);
    await expect(card(tab, 'shallow')).toContainText(accuracy);
    await expect(tab).toHaveURL(/\/user\/ada\/provenote\/web\/pages\/#\/experiments\/\d+/);
    await tab.evaluate(() => (window.location.hash = '#/models'));
    await expect(tab.getByText('run provenote server --mlflow-ui in a terminal')).toBeVisible();
    expect(trouble).toEqual([]);
    await tab.close();
  }
});

function card(page: Page, name: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** Collects what the content security policy stops, and errors of the page's scripts. */
function watch(page: Page): string[] {
  const trouble: string[] = [];
  page.on('pageerror', error => trouble.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') {
      trouble.push(message.text());
    }
  });
  return trouble;
}

/** How far an element moves on in the frames after it was scrolled to, each distance once: it would escape a click. */
async function movesOnceInSight(element: Element): Promise<number[]> {
  element.scrollIntoView({ block: 'center' });
  const start = element.getBoundingClientRect().top;
  const moves = new Set<number>();
  for (let frame = 0; frame < 10; frame++) {
    await new Promise(requestAnimationFrame);
    moves.add(Math.round(element.getBoundingClientRect().top - start));
  }
  return [...moves];
}
