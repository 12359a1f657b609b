import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Locator, Page } from '@playwright/test';

import { expectAccessible } from './axe';
import { SHALLOW } from './cells';
import { jupyterUrl, rootFolder, TOKEN } from './jupyter';
import { actOnCell, notebookButton, openCells, openInLab, openSidebar, renameFile, runCard, runCell, switchTheme, writeNotebook } from './notebook';
import { expect, test } from './test';

/** A run of more than a second sees its own outputs come: then the notebook has another version at its end. */
const AT_ITS_START = /Read-only: versions.ipynb as (shallow ran it|it was when shallow started)/;

test('the code of a run is opened as it was, compared with now, and restored as a copy', async ({ page }) => {
  const code = 'System.out.println("one\\nas it was");\nint depth = 3;';
  writeNotebook('versions.ipynb', code, SHALLOW, '// the end');
  await openInLab(page, 'versions.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  await runCell(page, 1);
  const card = runCard(page, 'shallow');
  await expect(card).toContainText('Finished');
  const editor = page.locator('.jp-NotebookPanel:visible .jp-CodeCell').first().locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('5;');
  await expect(editor).toContainText('int depth = 5;');

  await notebookButton(card).click();
  const version = page.locator('.pn-Version');
  await expect(version.locator('.jp-CodeCell').first()).toContainText('int depth = 3;');
  await expect(version.locator('.jp-OutputArea').first()).toHaveText(/^\s*one\nas it was\s*$/);
  await version.locator('.jp-CodeCell').first().locator('.cm-content').click();
  await page.keyboard.type('changed');
  await expect(version.locator('.jp-CodeCell').first()).not.toContainText('changed');
  const bar = page.getByRole('region', { name: 'Notebook version' });
  await expect(bar).toContainText(AT_ITS_START);
  await expectAccessible(page, '.pn-VersionBar');

  const before = await openCells(page);
  await actOnCell(page, version, 2);
  await expect(page.locator('.lm-Menu, .jp-Dialog')).toHaveCount(0);
  expect(await openCells(page)).toEqual(before);
  await expect(version.locator('.jp-CodeCell')).toHaveCount(3);

  await bar.getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.locator('[data-aspect=NOTEBOOK] ins')).toHaveText('int depth = 5;\n');
  await expect(comparison.locator('[data-aspect=NOTEBOOK] del')).toHaveText('int depth = 3;\n');
  for (const theme of ['JupyterLab Dark', 'JupyterLab Light']) {
    await switchTheme(page, theme);
    await expectAccessible(page, '.pn-Compare');
  }

  // Pressed again after another edit, it compares again.
  await page.locator('.lm-TabBar-tab', { hasText: /^versions\.ipynb$/ }).click();
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('7;');
  await card.getByRole('button', { name: 'Compare' }).click();
  await expect(comparison.locator('[data-aspect=NOTEBOOK] ins')).toHaveText('int depth = 7;\n');

  await card.getByRole('button', { name: 'Restore' }).dblclick();
  const copy = page.locator('.lm-TabBar-tab', { hasText: /^versions\.[0-9a-f]{8}\.ipynb$/ });
  await expect(copy).toBeVisible();
  expect(readFileSync(join(rootFolder, await copy.innerText()), 'utf8')).toContain('int depth = 3;');
});

test('a stored version that calls its outputs trusted is not believed', async ({ page }) => {
  writeNotebook('sent by somebody.ipynb', SHALLOW);
  await openInLab(page, 'sent by somebody.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  const card = runCard(page, 'shallow');
  await expect(card).toContainText('Finished');
  await page.route('**/notebook?**', async route => {
    const answer = await route.fetch();
    const notebook = (await answer.json()) as { cells: object[] };
    const html = '<b>stored</b><img src=x onerror="window.ran = 1"><script>window.ran = 1</script>';
    const outputs = [{ output_type: 'display_data', metadata: {}, data: { 'text/html': html } }];
    const cells = notebook.cells.map(cell => ({ ...cell, metadata: { trusted: true }, outputs }));
    await route.fulfill({ response: answer, json: { ...notebook, cells } });
  });
  await notebookButton(card).click();
  await expect(page.locator('.pn-Version .jp-OutputArea b').first()).toHaveText('stored');
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => (window as { ran?: number }).ran)).toBeUndefined();
});

test('a run keeps the notebook as it was open, edits that were not saved included', async ({ page }) => {
  writeNotebook('unsaved.ipynb', 'int depth = 3;', SHALLOW);
  await openInLab(page, 'unsaved.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  // The first cell of all gives the notebook its id and saves it.
  await expect.poll(() => onDisk('unsaved.ipynb')).toContain('"provenote"');
  const editor = page.locator('.jp-NotebookPanel:visible .jp-CodeCell').first().locator('.cm-content');
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' // not saved');
  await runCell(page, 0);
  await runCell(page, 1);
  const card = runCard(page, 'shallow');
  await expect(card).toContainText('Finished');
  await expect(card.locator('.pn-Badge')).toHaveText('unsaved edits');
  expect(onDisk('unsaved.ipynb')).not.toContain('not saved');

  await notebookButton(card).click();
  await expect(page.locator('.pn-Version .jp-CodeCell').first()).toContainText('int depth = 3; // not saved');
  await expect(page.getByRole('region', { name: 'Notebook version' })).toContainText('as it was open');
});

test('a notebook that changed while its run went on is opened as it was at the start and at the end', async ({ page }) => {
  writeNotebook('long.ipynb', '%mlflow start long', '// later', '%mlflow end');
  await openInLab(page, 'long.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  const card = runCard(page, 'long');
  await card.getByRole('button', { name: 'Notebook', exact: true }).click();
  const bar = page.getByRole('region', { name: 'Notebook version' }).locator('visible=true');
  await expect(bar).toContainText('Read-only: long.ipynb as long ran it');
  await page.locator('.lm-TabBar-tab', { hasText: /^long\.ipynb$/ }).click();
  await page.locator('.jp-NotebookPanel:visible .jp-CodeCell').nth(1).locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nint more = 1;');
  await runCell(page, 1);
  await runCell(page, 2);
  await expect(card).toContainText('Finished');

  // The version that is open already follows both the run and the notebook.
  const version = page.locator('.pn-Version:visible .jp-CodeCell').nth(1);
  await renameFile(page, 'long.ipynb', 'longer.ipynb');
  await card.getByRole('button', { name: 'at end' }).click();
  await expect(bar).toContainText('Read-only: longer.ipynb as it was when long ended');
  await expect(version).toContainText('int more = 1;');
  await expectAccessible(page, '.pn-Run');

  await card.getByRole('button', { name: 'Notebook at start' }).click();
  await expect(bar).toContainText('Read-only: longer.ipynb as it was when long started');
  await expect(version).toContainText('// later');
  await expect(version).not.toContainText('int more = 1;');

  await page.locator('.lm-TabBar-tab', { hasText: 'long at its end' }).click();
  await bar.getByRole('button', { name: 'Restore as a copy' }).click();
  const copy = page.locator('.lm-TabBar-tab', { hasText: /^longer\.[0-9a-f]{8}\.ipynb$/ });
  await expect(copy).toBeVisible();
  expect(onDisk(await copy.innerText())).toContain('int more = 1;');
});

test('two runs are compared by what explains them', async ({ page }) => {
  writeNotebook('two.ipynb', SHALLOW, SHALLOW.replace('shallow', 'deeper').replace('depth=3', 'depth=8 -p note=').replace('0.8123456', '0.9'));
  await openInLab(page, 'two.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  await runCell(page, 1);
  await expect(runCard(page, 'deeper')).toContainText('Finished');

  await runCard(page, 'shallow').getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await comparison.getByRole('combobox', { name: 'Compare with' }).selectOption(await option(comparison, 'deeper'));
  const params = comparison.locator('[data-aspect=PARAMS]');
  await expect(params.getByRole('row', { name: 'depth 3 8' })).toBeVisible();
  await expect(params.getByRole('row', { name: 'note – ""' })).toBeVisible();
  const metrics = comparison.locator('[data-aspect=METRICS]');
  await expect(metrics.getByRole('row', { name: 'accuracy 0.81235 0.9' })).toBeVisible();
  // What came of them stands before what explains it.
  await expect(comparison.locator('.pn-Diff-aspect').first()).toHaveAttribute('data-aspect', 'METRICS');
  await expect(comparison.locator('.pn-Diff-aspect').nth(1)).toHaveAttribute('data-aspect', 'PARAMS');
  await expect(comparison).toContainText(/from shallow \(.+\) to deeper \(.+\)/);

  // The older run comes first from the other side as well.
  await runCard(page, 'deeper').getByRole('button', { name: 'Compare' }).click();
  const fromDeeper = page.getByRole('region', { name: 'Comparison' }).filter({ hasText: /deeper \(.+\) compared with/ });
  await fromDeeper.getByRole('combobox', { name: 'Compare with' }).selectOption(await option(fromDeeper, 'shallow'));
  await expect(fromDeeper).toContainText(/from shallow \(.+\) to deeper \(.+\)/);
  await expect(fromDeeper.locator('[data-aspect=PARAMS]').getByRole('row', { name: 'depth 3 8' })).toBeVisible();
});

test('versions and comparisons come back, when JupyterLab is loaded anew, where they were and as they were', async ({ page }) => {
  writeNotebook('again.ipynb', SHALLOW, SHALLOW.replace('shallow', 'deeper').replace('depth=3', 'depth=8'));
  await openInLab(page, 'again.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  await runCell(page, 1);
  await expect(runCard(page, 'deeper')).toContainText('Finished');
  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);

  await notebookButton(runCard(page, 'shallow')).click();
  const version = page.locator('.pn-Version');
  await expect(version.locator('.jp-CodeCell').first()).toContainText('depth=3');
  await runCard(page, 'shallow').getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  const deeper = await option(comparison, 'deeper');
  await comparison.getByRole('combobox', { name: 'Compare with' }).selectOption(deeper);
  await expect(comparison.getByRole('row', { name: 'depth 3 8' })).toBeVisible();
  await moveBelow(page, 'provenote-compare');
  await renameFile(page, 'again.ipynb', 'and again.ipynb');
  await expect(page.getByRole('region', { name: 'Notebook version' })).toContainText('and again.ipynb');
  await expect.poll(() => storedLayout(page)).toMatch(/compare(.*)and again\.ipynb/);

  await page.reload();
  await expect(comparison.getByRole('row', { name: 'depth 3 8' })).toBeVisible();
  await expect(comparison.getByRole('combobox', { name: 'Compare with' })).toHaveValue(deeper);
  await page.locator('.lm-TabBar-tab', { hasText: 'shallow: and again.ipynb' }).click();
  await expect(version.locator('.jp-CodeCell').first()).toContainText('depth=3');
  await expect(page.getByRole('region', { name: 'Notebook version' })).toContainText('and again.ipynb');
  const [above, below] = [await version.boundingBox(), await comparison.boundingBox()];
  expect(below?.y).toBeGreaterThan((above?.y ?? 0) + 100);
  await expect(page.locator('.pn-VersionPanel, .pn-Compare')).toHaveCount(2);
});

test('what the server refuses is told, with a way to ask again', async ({ page }) => {
  const long = 'one_long_name_'.repeat(12);
  writeNotebook('refused.ipynb', SHALLOW.replace('shallow', long));
  await openInLab(page, 'refused.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, long)).toContainText('Finished');
  await page.route('**/diff?**', route => route.abort('connectionrefused'));
  await runCard(page, long).getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('alert')).toContainText('Jupyter does not answer');
  await page.unroute('**/diff?**');
  await comparison.getByRole('button', { name: 'Retry' }).click();
  await expect(comparison.getByRole('alert')).toHaveCount(0);
  await expect(comparison).toContainText(/No difference|Notebook/);
  expect(await comparison.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test('a version that cannot be had just now is looked for again by a click on its run, and by its tab', async ({ page }) => {
  writeNotebook('had later.ipynb', SHALLOW);
  await openInLab(page, 'had later.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  const refusal = { status: 503, json: { error_code: 'SERVER_NOT_STARTED', message: 'The Provenote server did not start.' } };
  await page.route('**/version?**', route => route.fulfill(refusal), { times: 2 });
  const tab = page.locator('.pn-VersionPanel');
  for (let refused = 0; refused < 2; refused++) {
    await notebookButton(runCard(page, 'shallow')).click();
    await expect(tab.getByRole('alert')).toContainText(/The code of this run cannot be read just now.*The Provenote server did not start/);
  }
  await expectAccessible(page, '.pn-VersionPanel');
  await tab.getByRole('button', { name: 'Retry' }).click();
  await expect(tab.locator('.jp-CodeCell').first()).toContainText('shallow');
  await expect(tab.getByRole('region', { name: 'Notebook version' })).toContainText('Read-only: had later.ipynb');
  await expect(tab.getByRole('alert')).toHaveCount(0);
});

test('why a version cannot be shown at all is told by its tab in full', async ({ page }) => {
  writeNotebook('never had.ipynb', SHALLOW);
  await openInLab(page, 'never had.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toContainText('Finished');
  // JupyterLab shows no more than 140 characters of a notification.
  const message = `It is too large. ${'What to do takes some words to say. '.repeat(5)}This was the last.`;
  await page.route('**/notebook?**', route => route.fulfill({ status: 400, json: { error_code: 'BAD_REQUEST', message } }));
  await notebookButton(runCard(page, 'shallow')).click();
  const alert = page.locator('.pn-VersionPanel').getByRole('alert');
  await expect(alert).toContainText('This was the last.');
  await expect(alert.getByRole('button')).toHaveCount(0);
});

/** As by dragging its tab there. */
async function moveBelow(page: Page, id: string): Promise<void> {
  await page.evaluate(prefix => {
    const { shell } = (window as unknown as { jupyterapp: { shell: Shell } }).jupyterapp;
    const widget = [...shell.widgets('main')].find(each => each.id.startsWith(prefix));
    shell.add(widget, 'main', { mode: 'split-bottom' });
  }, id);
}

interface Shell {
  widgets: (area: 'main') => Iterable<{ id: string }>;
  add: (widget: unknown, area: 'main', options: object) => void;
}

/** What JupyterLab opens anew, as it is kept by its server. */
async function storedLayout(page: Page): Promise<string> {
  return (await page.request.get(`${jupyterUrl}lab/api/workspaces/default?token=${TOKEN}`)).text();
}

/** The value of the run called `name` in the list of what can be compared with. */
async function option(comparison: Locator, name: string): Promise<string> {
  return (await comparison.locator('option', { hasText: new RegExp(`^${name}, .*\\d`) }).getAttribute('value')) ?? '';
}

function onDisk(path: string): string {
  return readFileSync(join(rootFolder, path), 'utf8');
}
