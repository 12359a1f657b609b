import { execFileSync } from 'node:child_process';

import { SHALLOW } from './cells';
import { rootFolder } from './jupyter';
import { openInLab, openSidebar, runCard, runCell, sidebar, writeNotebook } from './notebook';
import { expect, test } from './test';

test('a killed Java server comes back by itself and the runs with it', async ({ page }) => {
  writeNotebook('killed.ipynb', SHALLOW);
  await openInLab(page, 'killed.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  const before = serverProcess();
  process.kill(before, 'SIGKILL');
  await sidebar(page).getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(serverProcess).not.toBe(before);
  await expect(runCard(page, 'shallow')).toBeVisible();
  await expect(sidebar(page).getByRole('alert')).toHaveCount(0);
});

test('while the server cannot be reached the runs stay, with a word and a way to retry', async ({ page }) => {
  writeNotebook('unreachable.ipynb', SHALLOW);
  await openInLab(page, 'unreachable.ipynb');
  await openSidebar(page);
  await runCell(page, 0);
  await expect(runCard(page, 'shallow')).toBeVisible();
  // Until the user asks again: by itself the sidebar would, too.
  let asksAgain = false;
  await page.exposeFunction('userAsksAgain', () => (asksAgain = true));
  await page.route('**/provenote/api/**', route => (asksAgain ? route.continue() : route.abort('connectionrefused')));
  const alert = sidebar(page).getByRole('alert');
  await expect(alert).toContainText('Jupyter does not answer');
  await expect(runCard(page, 'shallow')).toBeVisible();
  await page.evaluate(() => {
    const page = window as unknown as { userAsksAgain(): Promise<boolean> };
    document.addEventListener('click', () => void page.userAsksAgain(), { capture: true });
  });
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(alert).toBeHidden();
});

/** The one Java server of this test's Jupyter, by the root that it was started for. */
function serverProcess(): number {
  const processes = execFileSync('ps', ['-eww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const ours = processes.filter(line => line.includes('org.provenote.server.Main server ') && line.includes(rootFolder));
  expect(ours.length).toBeLessThanOrEqual(1);
  return Number.parseInt(ours[0] ?? '0', 10);
}
