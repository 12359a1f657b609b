import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expectAccessible } from './axe';
import { SHALLOW, training } from './cells';
import { rootFolder } from './jupyter';
import { experimentButton, openInLab, openSidebar, OURS, renameFile, runCard, runCell, runNames, sidebar, startCell, switchTheme, writeNotebook, writeNotebookFor } from './notebook';
import { expect, test } from './test';

test('the Experiment button opens the sidebar and closes it again, and fits at 1024 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  writeNotebook('button.ipynb', '1 + 1');
  await openInLab(page, 'button.ipynb');
  await expect(experimentButton(page)).toBeVisible();
  await experimentButton(page).click();
  await expect(sidebar(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1400, height: 768 });
  await experimentButton(page).click();
  await expect(sidebar(page)).toBeHidden();
});

test('a notebook without runs says how to make one, and inserts the example', async ({ page }) => {
  writeNotebook('empty.ipynb', '');
  await openInLab(page, 'empty.ipynb');
  const panel = await openSidebar(page);
  await expect(panel).toContainText('No runs yet');
  await panel.getByRole('button', { name: 'Insert as a cell' }).click();
  await expect(page.locator('.jp-CodeCell').nth(1)).toContainText('%mlflow start');
  await runCell(page, 1);
  await expect(panel.getByRole('listitem')).toHaveCount(1);
  await expect(panel).toContainText('depth');
});

test('a kernel that tracks nothing is told, with a way to one that does', async ({ page }) => {
  const jjavas = { name: 'java', display_name: 'Java (jjava)', language: 'java' };
  writeNotebookFor(jjavas, join(rootFolder, 'elsewhere.ipynb'), '1 + 1');
  await openInLab(page, 'elsewhere.ipynb');
  const panel = await openSidebar(page);
  await expect(panel).toContainText('This kernel tracks nothing');
  await expect(panel).toContainText("this notebook's is Java (jjava)");
  await panel.getByRole('button', { name: 'Change kernel…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').selectOption({ label: OURS.display_name });
  await dialog.getByRole('button', { name: 'Select' }).click();
  await expect(panel).toContainText('No runs yet');
});

test('a run appears while its cell still trains, above the older ones, and its metrics move', async ({ page }) => {
  writeNotebook('live.ipynb', SHALLOW, training('deep', 'deep enough'));
  await openInLab(page, 'live.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  await expect(runCard(page, 'shallow')).toContainText('0.81235');

  await startCell(page, 1);
  const deep = runCard(page, 'deep');
  await expect(deep).toContainText('Running');
  await expect(page.locator('.jp-InputPrompt').nth(1)).toHaveText(/\[\*\]/);
  expect(await runNames(page)).toEqual(['deep', 'shallow']);
  await expect(deep.locator('[data-kind=metrics]')).toContainText('loss');
  const early = await deep.locator('.pn-Entry-value').first().innerText();
  await expect(deep.locator('.pn-Entry-value').first()).not.toHaveText(early);
  await expect(deep).toContainText('Running');
  await expect(deep.locator('[data-kind=params]')).toContainText('depth');

  writeFileSync(join(rootFolder, 'deep enough'), '');
  await expect(deep).toContainText('Finished');
  await expect(deep.locator('[title^="loss = 0.00025"]')).toBeVisible();
  await expect(deep.locator('.pn-mod-changed')).toHaveAttribute('title', /was 3 in shallow/);
});

test('a run says when its cells ran out of order, and only then', async ({ page }) => {
  writeNotebook('order.ipynb', 'int a = 1;', 'int b = 2;', SHALLOW, SHALLOW.replace('shallow', 'disordered'));
  await openInLab(page, 'order.ipynb');
  await openSidebar(page);
  for (const position of [0, 1, 2]) {
    await runCell(page, position);
  }
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  await runCell(page, 0);
  await runCell(page, 3);
  const card = runCard(page, 'disordered');
  await expect(card.locator('.pn-Badge')).toHaveText('1 cell run out of order');
  await expect(card.getByTitle('would not do what ran')).toBeVisible();
  await expect(runCard(page, 'shallow').locator('.pn-Badge')).toHaveCount(0);
  for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
    await switchTheme(page, theme);
    await expectAccessible(page);
  }
});

test('the sidebar goes along to another notebook and follows a rename', async ({ page }) => {
  writeNotebook('before rename.ipynb', SHALLOW);
  await openInLab(page, 'before rename.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  const asked = page.waitForRequest(/provenote\/runs\?notebook=after%20r%C3%A9name/);
  await renameFile(page, 'before rename.ipynb', 'after réname.ipynb');
  await asked;
});
