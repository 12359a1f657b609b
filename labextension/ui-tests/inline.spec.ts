import { SHALLOW } from './cells';
import { openInLab, runCell, writeNotebook } from './notebook';
import { expect, test } from './test';

test('%mlflow runs lists the runs below the cell, in a reopened and untrusted notebook too', async ({ page }) => {
  writeNotebook('inline.ipynb', `${SHALLOW}\n%mlflow runs`, `${SHALLOW.replace('depth=3', 'depth=5')}\n%mlflow runs -n 1`);
  await openInLab(page, 'inline.ipynb');
  await runCell(page, 0);
  const output = page.locator('.jp-OutputArea-output.pn-mod-inline');
  await expect(output.first().getByRole('listitem')).toHaveCount(1);
  await expect(output.first()).toContainText('0.81235');

  await runCell(page, 1);
  await expect(output.nth(1).getByRole('listitem')).toHaveCount(1);
  await expect(output.nth(1)).toContainText('1+ runs');
  await expect(output.nth(1).locator('.pn-mod-changed')).toContainText('was 3 in shallow');

  await page.keyboard.press('Control+S');
  await expect(page.locator('.lm-TabBar-tab.jp-mod-dirty')).toHaveCount(0);
  await page.reload();
  await expect(output.first().getByRole('listitem')).toHaveCount(1);
});
