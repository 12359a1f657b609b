import { openInLab, openSidebar, runCell, sidebar, writeNotebook } from './notebook';
import { expect, test } from './test';

const SCRIPT = '<img src=x onerror="window.injected=true"><script>window.injected=true</script>';

test('hostile names of notebooks, runs, params and metrics are shown as text', async ({ page }) => {
  const notebook = `"><img src=x onerror=window.injected=true> 'ünï' #1 %20.ipynb`;
  const cell = `
var context = new MlflowContext();
try (var run = context.startRun(${JSON.stringify(SCRIPT)})) {
    run.logParam("param", ${JSON.stringify(SCRIPT)});
    run.logMetric("metric", Double.NaN);
}`.trim();
  writeNotebook(notebook, cell);
  await openInLab(page, notebook);
  await openSidebar(page);
  await runCell(page, 0);
  await expect(sidebar(page).locator('.pn-Run-name')).toHaveText(SCRIPT);
  await expect(sidebar(page)).toContainText('NaN');
  await expect(sidebar(page).locator('img, script')).toHaveCount(0);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
});
