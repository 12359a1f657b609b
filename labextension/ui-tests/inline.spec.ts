import { SHALLOW } from './cells';
import { openInLab, runCell, writeNotebook } from './notebook';
import { expect, test } from './test';

test('%mlflow runs lists the runs below the cell, in a reopened and untrusted notebook too', async ({ page }) => {
  writeNotebook('inline.ipynb', `${SHALLOW}\n%mlflow runs`);
  await openInLab(page, 'inline.ipynb');
  await runCell(page, 0);
  const output = page.locator('.jp-OutputArea-output.pn-mod-inline');
  await expect(output.getByRole('listitem')).toHaveCount(1);
  await expect(output).toContainText('0.81235');

  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  await page.reload();
  await expect(output.getByRole('listitem')).toHaveCount(1);
});
