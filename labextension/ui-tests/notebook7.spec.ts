import { SHALLOW } from './cells';
import { actOnCell, notebookButton, openCells, openInNotebook7, openSidebar, runCard, runCell, writeNotebook } from './notebook';
import { expect, test } from './test';

test('button, sidebar and runs work in Notebook 7 too', async ({ page }) => {
  writeNotebook('in notebook 7.ipynb', SHALLOW, 'System.out.println("ran");', 'int depth = 3;');
  await openInNotebook7(page, 'in notebook 7.ipynb');
  const panel = await openSidebar(page);
  await expect(panel).toContainText('No runs yet');
  await runCell(page, 0);
  const card = runCard(page, 'shallow');
  await expect(card).toContainText('0.81235');

  await notebookButton(card).click();
  await expect(page.locator('.pn-Version:visible .jp-CodeCell').first()).toContainText('shallow');
  const before = await openCells(page);
  await actOnCell(page, page.locator('.pn-Version:visible'), 1);
  await expect(page.locator('.lm-Menu, .jp-Dialog')).toHaveCount(0);
  expect(await openCells(page)).toEqual(before);

  await card.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(/shallow \(.+\) compared with/);
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText(/No difference|Notebook/);
});
