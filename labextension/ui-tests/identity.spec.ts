import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SHALLOW } from './cells';
import { rootFolder } from './jupyter';
import { deleteFile, copyFile, openInLab, openSidebar, ownKernel, renameFile, runCard, runCell, runCommand, sidebar, writeNotebook } from './notebook';
import { expect, test } from './test';

test('a renamed notebook keeps its runs, and its kernel goes on in the same experiment', async ({ page }) => {
  writeNotebook('old name.ipynb', SHALLOW, SHALLOW.replace('shallow', 'after'));
  await openInLab(page, 'old name.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();

  await renameFile(page, 'old name.ipynb', 'new name.ipynb');
  await expect(experiment(page)).toHaveText('new name');
  await expect(runCard(page, 'shallow')).toBeVisible();
  await runCell(page, 1);
  await expect(runCard(page, 'after')).toBeVisible();
  await expect(runCard(page, 'shallow')).toBeVisible();
});

test('a copy has runs of its own, and an id of its own', async ({ page }) => {
  writeNotebook('original.ipynb', SHALLOW);
  await openInLab(page, 'original.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await expect.poll(() => id('original.ipynb')).toBeTruthy();

  const copy = await copyFile(page, 'original.ipynb');
  await openInLab(page, copy);
  await openSidebar(page);
  await expect(sidebar(page)).toContainText('No runs yet');
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toHaveCount(1);
  await expect.poll(() => id(copy)).not.toBe(id('original.ipynb'));
  await expect(experiment(page)).toHaveText(copy.replace('.ipynb', ''));
});

test('a notebook saved under another name is a copy with an experiment of its own', async ({ page }) => {
  writeNotebook('draft.ipynb', SHALLOW, SHALLOW.replace('shallow', 'after'));
  await openInLab(page, 'draft.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);

  await runCommand(page, 'docmanager:save-as');
  const dialog = page.locator('.jp-Dialog');
  await dialog.getByRole('textbox').fill('final.ipynb');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(sidebar(page)).toContainText('No runs yet');
  await ownKernel(page, 'final.ipynb');
  await runCell(page, 1);
  await expect(runCard(page, 'after')).toBeVisible();
  await expect(runCard(page, 'shallow')).toHaveCount(0);
  await expect(experiment(page)).toHaveText('final');
  await expect.poll(() => id('final.ipynb')).not.toBe(id('draft.ipynb'));

  await openInLab(page, 'draft.ipynb');
  await openSidebar(page);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await expect(runCard(page, 'after')).toHaveCount(0);
});

test('a notebook that was moved outside Jupyter has its runs when it is opened', async ({ page }) => {
  writeNotebook('inside.ipynb', SHALLOW);
  await openInLab(page, 'inside.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await expect.poll(() => id('inside.ipynb')).toBeTruthy();
  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);

  renameSync(join(rootFolder, 'inside.ipynb'), join(rootFolder, 'outside.ipynb'));
  await openInLab(page, 'outside.ipynb');
  await openSidebar(page);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await expect(experiment(page)).toHaveText('outside');
});

test('deleting a notebook asks about its experiment, and restoring the notebook brings it back', async ({ page }) => {
  writeNotebook('doomed.ipynb', SHALLOW, '%mlflow experiment shared\n%mlflow start stays\n%mlflow end');
  await openInLab(page, 'doomed.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await runCell(page, 1);
  await expect(runCard(page, 'stays')).toBeVisible();
  await expect.poll(() => id('doomed.ipynb')).toBeTruthy();
  const saved = readFileSync(join(rootFolder, 'doomed.ipynb'));

  await deleteFile(page, 'doomed.ipynb');
  const dialog = page.locator('.jp-Dialog').filter({ hasText: 'experiment to the trash' });
  await expect(dialog).toContainText('has 1 run. 1 run that the notebook logged to other experiments stays');
  await expect(dialog.getByRole('button', { name: 'Keep the runs' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Move to trash' }).click();
  await expect(dialog).toBeHidden();
  expect(existsSync(join(rootFolder, 'doomed.ipynb'))).toBe(false);

  writeNotebook('doomed.ipynb', '1 + 1');
  await openInLab(page, 'doomed.ipynb');
  await openSidebar(page);
  await expect(runCard(page, 'stays')).toBeVisible();
  await expect(runCard(page, 'shallow')).toHaveCount(0);

  rmSync(join(rootFolder, 'doomed.ipynb'));
  writeFileSync(join(rootFolder, 'doomed.ipynb'), saved);
  await openInLab(page, 'doomed.ipynb');
  await openSidebar(page);
  await expect(runCard(page, 'shallow')).toBeVisible();

  // What was asked for and failed is told until it is read; what nobody asked for is not.
  await page.route('**/notebooks/deleted?**', route => route.abort('connectionrefused'));
  await deleteFile(page, 'doomed.ipynb');
  await dialog.getByRole('button', { name: 'Move to trash' }).click();
  const told = page.locator('.Toastify__toast');
  await expect(told).toContainText('The experiment of doomed.ipynb was left as it is. Jupyter does not answer');
  await told.getByRole('button').click();
  await expect(told).toHaveCount(0);
  await page.route('**/api/provenote/runs?notebook=*python*', route =>
    route.fulfill({ status: 503, json: { error_code: 'JAVA_NOT_FOUND', message: 'There is no Java' } })
  );
  writeNotebook('python.ipynb', '1 + 1');
  const notifications = page.locator('.jp-Notification-Status');
  const before = await notifications.innerText();
  const asked = page.waitForResponse(/notebook=python/);
  await deleteFile(page, 'python.ipynb');
  await asked;
  await page.waitForTimeout(500);
  await expect(page.locator('.Toastify__toast, .jp-Dialog')).toHaveCount(0);
  expect(await notifications.innerText()).toBe(before);
});

test('running all cells at once gives one id and asks nothing', async ({ page }) => {
  writeNotebook('all.ipynb', '1 + 1', '2 + 2', '3 + 3', SHALLOW);
  await openInLab(page, 'all.ipynb');
  await openSidebar(page);
  await runCommand(page, 'notebook:run-all-cells');
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  await expect.poll(() => id('all.ipynb')).toBeTruthy();
  await expect(page.locator('.jp-Dialog')).toHaveCount(0);
  const first = id('all.ipynb');
  await runCommand(page, 'notebook:run-all-cells');
  await expect(runCard(page, 'shallow')).toHaveCount(2);
  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  expect(id('all.ipynb')).toBe(first);
});

test('a cell run before its kernel has said its language gives the notebook its id', async ({ page }) => {
  await page.routeWebSocket(/channels/, browser => {
    const kernel = browser.connectToServer();
    kernel.onMessage(message => setTimeout(() => browser.send(message), 2_000));
  });
  writeNotebook('hasty.ipynb', SHALLOW);
  await openInLab(page, 'hasty.ipynb');
  await runCell(page, 0);
  await expect.poll(() => id('hasty.ipynb')).toBeTruthy();
});

test('a notebook that is only read gets no id', async ({ page }) => {
  writeNotebook('read.ipynb', SHALLOW);
  await openInLab(page, 'read.ipynb');
  await openSidebar(page);
  await expect(sidebar(page)).toContainText('No runs yet');
  // JupyterLab writes the language into it once the kernel has said it.
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(1);
  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  expect(id('read.ipynb')).toBeUndefined();
});

function experiment(page: Parameters<typeof sidebar>[0]) {
  return sidebar(page).locator('.pn-Header-name');
}

function id(path: string): string | undefined {
  const notebook = JSON.parse(readFileSync(join(rootFolder, path), 'utf8')) as { metadata: { provenote?: { id: string } } };
  return notebook.metadata.provenote?.id;
}
