import { expectAccessible } from './axe';
import { SHALLOW } from './cells';
import { experimentButton, openInLab, openSidebar, runCard, runCell, sidebar, switchTheme, writeNotebook } from './notebook';
import { expect, test } from './test';

for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
  test(`runs, the empty state and errors are accessible in ${theme}`, async ({ page }) => {
    const notebook = `accessible in ${theme}.ipynb`;
    writeNotebook(notebook, `${SHALLOW}\n${SHALLOW.replace('depth=3', 'depth=4')}`);
    await openInLab(page, notebook);
    await switchTheme(page, theme);
    await openSidebar(page);
    await expect(sidebar(page)).toContainText('No runs yet');
    await expectAccessible(page);

    await runCell(page, 0);
    await expect(runCard(page, 'shallow')).toHaveCount(2);
    await expectAccessible(page);

    await page.route('**/provenote/api/**', route => route.abort('connectionrefused'));
    await expect(sidebar(page).getByRole('alert')).toBeVisible();
    await expectAccessible(page);
  });
}

test('everything in the sidebar is reached and used by keyboard', async ({ page }) => {
  writeNotebook('keyboard.ipynb', '');
  await openInLab(page, 'keyboard.ipynb');
  await experimentButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(sidebar(page)).toContainText('No runs yet');
  await sidebar(page).getByRole('button', { name: 'Refresh' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('.jp-CodeCell').nth(1)).toContainText('%mlflow start');
});
