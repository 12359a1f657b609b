/** Takes the pictures that README shows: real runs of a real kernel. `npm run screenshots` writes them to docs/images. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { training } from './cells';
import { openInLab, openInNotebook7, openSidebar, runCard, runCell, startCell, useTheme, writeNotebook } from './notebook';
import { expect, test } from './test';

const IMAGES = process.env.PROVENOTE_IMAGES ?? join(import.meta.dirname, '../../docs/images');
const NOTEBOOK = 'wine-quality.ipynb';

const runs = (...depths: number[]) =>
  depths
    .map(depth => {
      const accuracy = (0.97 - 0.9 / (depth + 2)).toFixed(4);
      return `%mlflow start tree-depth-${depth} -p max_depth=${depth} -p criterion=gini -p seed=7
%mlflow metric accuracy ${accuracy}
%mlflow metric f1 ${(Number(accuracy) - 0.013).toFixed(4)}
%mlflow end`;
    })
    .join('\n');

test.beforeAll(() => mkdirSync(IMAGES, { recursive: true }));

test('the sidebar beside a training notebook, light and dark', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 760 });
  writeNotebook(NOTEBOOK, runs(3, 5, 8), training('boosted-trees', 8));
  await openInLab(page, NOTEBOOK);
  await useTheme(page, 'JupyterLab Light');
  await openSidebar(page);
  await runCell(page, 0);
  await startCell(page, 1);
  await expect(runCard(page, 'boosted-trees').locator('[title*="step 1"]')).toBeVisible();
  await page.screenshot({ path: join(IMAGES, 'sidebar.png') });
  await useTheme(page, 'JupyterLab Dark');
  await page.screenshot({ path: join(IMAGES, 'sidebar-dark.png') });
  await useTheme(page, 'JupyterLab Light');
});

test('the sidebar in Notebook 7', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 760 });
  writeNotebook('notebook7.ipynb', runs(3, 5, 8));
  await openInNotebook7(page, 'notebook7.ipynb');
  await useTheme(page, 'JupyterLab Light');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'tree-depth-8')).toContainText('accuracy');
  await page.screenshot({ path: join(IMAGES, 'sidebar-notebook7.png') });
});
