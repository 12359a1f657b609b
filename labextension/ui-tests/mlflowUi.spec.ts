/** MLflow's own web UI, found in the installed mlflow, on our server. */

import type { Page } from '@playwright/test';

import { ProvenoteServer } from './server';
import { expect, test } from './test';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

/** What MLflow's UI asks for and we have not: users, the assistant and the gateway. */
const NOT_OURS = /\/mlflow\/(users|assistant|gateway-proxy)\b/;

let server: ProvenoteServer;
let experiment: string;
let runs: { shallow: string; deep: string };

test.beforeAll(async () => {
  server = await ProvenoteServer.start(['--mlflow-ui']);
  experiment = await server.experiment('iris');
  const shallow = await server.run(experiment, 'shallow', { depth: '3' }, [0.5, 0.25, 0.125]);
  const deep = await server.run(experiment, 'deep', { depth: '8' }, [0.4, 0.2, 0.1]);
  runs = { shallow, deep };
  // In both: MLflow's page of a comparison trips over a run without artifacts beside one that has some, on its own server too.
  await server.artifact(shallow, 'notes.txt', 'trained on iris');
  await server.artifact(deep, 'notes.txt', 'trained on iris');
  await server.artifact(deep, 'plot.png', PIXEL);
  await server.artifact(deep, 'report.html', '<p id="p">drawing</p><script>p.textContent = "drawn by its script"</script>');
});

test.afterAll(() => server.stop());

test('the list of experiments leads to a table of runs', async ({ page }) => {
  const trouble = watch(page);
  await page.goto(`${server.url}/#/experiments`);
  await expect(page.getByRole('link', { name: 'iris' })).toBeVisible();
  await page.goto(`${server.url}/#/experiments/${experiment}/runs`);
  await expect(page.getByRole('link', { name: 'shallow' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'deep' })).toBeVisible();
  await expect(page.getByText('2 matching runs')).toBeVisible();
  await page.getByRole('link', { name: 'deep' }).click();
  await expect(page).toHaveURL(new RegExp(`/runs/${runs.deep}`));
  expect(trouble).toEqual([]);
});

test('the page of a run shows its params, and its metrics as charts', async ({ page }) => {
  const trouble = watch(page);
  await page.goto(`${server.url}/#/experiments/${experiment}/runs/${runs.deep}`);
  await expect(page.getByText('Finished')).toBeVisible();
  await expect(page.getByRole('row', { name: /depth.*8/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /loss.*0\.1/ })).toBeVisible();
  await page.goto(`${server.url}/#/experiments/${experiment}/runs/${runs.deep}/model-metrics`);
  await expect(page.locator('.js-plotly-plot .scatterlayer .point')).toHaveCount(3);
  expect(trouble).toEqual([]);
});

test('two runs are compared, in words and in a plot', async ({ page }) => {
  const trouble = watch(page);
  const query = `runs=${JSON.stringify([runs.deep, runs.shallow])}&experiments=${JSON.stringify([experiment])}`;
  await page.goto(`${server.url}/#/compare-runs?${encodeURI(query)}`);
  await expect(page.getByText('Comparing 2 Runs from 1 Experiment')).toBeVisible();
  await expect(page.getByRole('row', { name: /Run Name:.*deep.*shallow/ })).toBeVisible();
  await expect(page.locator('.js-plotly-plot .parcoords')).not.toHaveCount(0);
  await expect(page.getByText('WebGL is not supported')).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test('artifacts are shown: text, images, and HTML with its scripts', async ({ page }) => {
  const trouble = watch(page);
  await page.goto(`${server.url}/#/experiments/${experiment}/runs/${runs.deep}/artifacts`);
  await page.getByText('notes.txt').first().click();
  await expect(page.getByText('trained on iris')).toBeVisible();
  await page.getByText('plot.png').first().click();
  const image = page.getByRole('img', { name: 'plot.png' });
  await expect.poll(() => image.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1);
  await page.getByText('report.html').first().click();
  await expect(page.frameLocator('iframe').getByText('drawn by its script')).toBeVisible();
  expect(trouble).toEqual([]);
});

/** Collects what must not happen on a page: requests that fail, errors of its scripts, and messages that speak of either. */
function watch(page: Page): string[] {
  const trouble: string[] = [];
  page.on('pageerror', error => trouble.push(String(error)));
  page.on('response', answer => {
    if (answer.status() >= 400 && !NOT_OURS.test(answer.url())) {
      trouble.push(`${answer.status()} ${answer.url()}`);
    }
  });
  page.on('console', message => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      trouble.push(message.text());
    }
  });
  return trouble;
}
