/** Takes the pictures that README shows: the sample notebook, run by a real kernel. `npm run screenshots` writes them to docs/images. */

import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Page } from '@playwright/test';

import { rootFolder } from './jupyter';
import { openInLab, openSidebar, runCard, runCommand, sidebar, switchTheme } from './notebook';
import { ProvenoteServer } from './server';
import { expect, test } from './test';

const REPOSITORY = join(import.meta.dirname, '../..');
const IMAGES = process.env.PROVENOTE_IMAGES ?? join(REPOSITORY, 'docs/images');
const TRAINING_CELL = 6;

test('the sidebar beside the sample notebook, light and dark', async ({ page }) => {
  mkdirSync(IMAGES, { recursive: true });
  cpSync(join(REPOSITORY, 'sample-notebooks'), rootFolder, { recursive: true });
  await page.setViewportSize({ width: 1280, height: 760 });
  await openInLab(page, 'first-run.ipynb');
  await runCommand(page, 'application:toggle-left-area');
  await openSidebar(page);
  await widenSidebar(page, 60);
  await runCommand(page, 'notebook:run-all-cells');
  // The first run of all downloads Tribuo.
  await expect(runCard(page, 'learning rate 1.0')).toContainText('Finished', { timeout: 90_000 });
  await page.locator('.jp-Cell').nth(TRAINING_CELL).scrollIntoViewIfNeeded();
  await page.locator('.jp-Cell').nth(TRAINING_CELL).locator('.cm-content').click();
  for (const [theme, file] of [
    ['JupyterLab Dark', 'sidebar-dark.png'],
    ['JupyterLab Light', 'sidebar.png']
  ] as const) {
    await switchTheme(page, theme);
    await page.mouse.move(600, 740);
    await page.screenshot({ path: join(IMAGES, file) });
  }
});

test('the web pages of a server with the runs of the sample notebook, light and dark', async ({ page }) => {
  await using server = await ProvenoteServer.start(['--root', rootFolder]);
  await page.setViewportSize({ width: 1280, height: 640 });
  await page.goto(server.url);
  await page.getByRole('link', { name: 'first-run' }).click();
  await expect(page.getByRole('heading', { name: 'learning rate 1.0' })).toBeVisible();
  for (const [colorScheme, file] of [
    ['dark', 'pages-dark.png'],
    ['light', 'pages.png']
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(IMAGES, file) });
  }
});

async function widenSidebar(page: Page, pixels: number): Promise<void> {
  const box = await sidebar(page).boundingBox();
  if (box) {
    const handle = { x: box.x - 3, y: box.y + 300 };
    await page.mouse.move(handle.x, handle.y);
    await page.mouse.down();
    await page.mouse.move(handle.x - pixels, handle.y, { steps: 5 });
    await page.mouse.up();
  }
}
