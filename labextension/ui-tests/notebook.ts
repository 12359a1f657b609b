/** What a user does with a notebook, in JupyterLab or Notebook 7. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, Locator, Page } from '@playwright/test';

import { rootFolder, TOKEN } from './jupyter';

export const OURS = { name: 'provenote-java', display_name: 'Java (Provenote)', language: 'java' };

/** Writes a Java notebook with these cells into the Jupyter root. */
export function writeNotebook(path: string, ...cells: string[]): void {
  writeNotebookTo(join(rootFolder, path), ...cells);
}

export function writeNotebookTo(file: string, ...cells: string[]): void {
  writeNotebookFor(OURS, file, ...cells);
}

export function writeNotebookFor(kernelspec: typeof OURS, file: string, ...cells: string[]): void {
  const notebook = {
    cells: cells.map((source, i) => ({
      cell_type: 'code',
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source
    })),
    metadata: { kernelspec },
    nbformat: 4,
    nbformat_minor: 5
  };
  writeFileSync(file, JSON.stringify(notebook));
}

export async function openInLab(page: Page, path: string): Promise<void> {
  // A fresh layout: the sidebar's state in one test is not the next one's.
  await page.goto(`lab/tree/${encodeURIComponent(path)}?reset&token=${TOKEN}`);
  await ready(page);
}

export async function openInNotebook7(page: Page, path: string): Promise<void> {
  await page.goto(`notebooks/${encodeURIComponent(path)}?token=${TOKEN}`);
  await ready(page);
}

/** Waits for the notebook that a page goes to, and for its kernel. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('.jp-NotebookPanel:visible .jp-CodeCell').first()).toBeVisible();
  // Not its status: a kernel that answers no history request stays `unknown` until the first cell.
  await expect.poll(() => page.evaluate(kernelConnection)).toBe('connected');
}

function kernelConnection(): string | undefined {
  const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
  return jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.connectionStatus;
}

/** Waits for the kernel of the notebook at `path`: one saved under another name gets its own, and loses what it was asked before. */
export async function ownKernel(page: Page, path: string): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
        const session = jupyterapp.shell.currentWidget?.sessionContext?.session;
        return `${session?.kernel?.connectionStatus} ${session?.path}`;
      })
    )
    .toBe(`connected ${path}`);
}

export function experimentButton(page: Page): Locator {
  return page.locator('.jp-NotebookPanel:visible .jp-NotebookPanel-toolbar').getByRole('button', { name: 'Experiment' });
}

export function sidebar(page: Page): Locator {
  return page.getByRole('region', { name: 'Experiment runs' });
}

export async function openSidebar(page: Page): Promise<Locator> {
  await experimentButton(page).click();
  await expect(sidebar(page)).toBeVisible();
  return sidebar(page);
}

/** The card of the run called `name`. */
export function runCard(page: Page, name: string): Locator {
  return sidebar(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name, exact: true }) });
}

/** What opens the version that a run ran: the one at its start, where it saw its own outputs come and has another at its end. */
export function notebookButton(card: Locator): Locator {
  return card.getByRole('button', { name: /^Notebook( at start)?$/ });
}

export function runNames(page: Page): Promise<string[]> {
  return sidebar(page).locator('.pn-Run-name').allInnerTexts();
}

/** Starts the cell at `position` and does not wait for its end. */
export async function startCell(page: Page, position: number): Promise<void> {
  await page.locator('.jp-NotebookPanel:visible .jp-CodeCell').nth(position).locator('.cm-content').click();
  await page.keyboard.press('Shift+Enter');
}

/** Runs the cell at `position` to its end. */
export async function runCell(page: Page, position: number): Promise<void> {
  await startCell(page, position);
  const prompt = page.locator('.jp-NotebookPanel:visible .jp-CodeCell').nth(position).locator('.jp-InputPrompt');
  await expect(prompt).toHaveText(/\[\d+\]/);
}

/** The cells of the notebook that is open for work, whatever is in front: count of execution, kind and source. */
export function openCells(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
    const panels = [...jupyterapp.shell.widgets('main')].filter(widget => widget.sessionContext);
    const cells = panels.flatMap(panel => panel.content?.model?.sharedModel.cells ?? []);
    return cells.map(({ cell_type: kind, source, execution_count: count }) => `[${count}] ${kind} ${source}`);
  });
}

/** All that would change, execute or restart a notebook, done with keys and the right mouse button on a cell of `version`. */
export async function actOnCell(page: Page, version: Locator, position: number): Promise<void> {
  const prompt = version.locator('.jp-CodeCell').nth(position).locator('.jp-InputPrompt');
  await prompt.click();
  for (const key of ['d', 'd', 'x', 'a', 'm', 'Shift+M', 'Control+Enter', 'Alt+Enter', 'Shift+Enter', 'z', '0', '0']) {
    await page.keyboard.press(key);
  }
  await prompt.click({ button: 'right' });
}

/** What `--expose-app-in-browser` puts into the page, as far as it is used here. */
interface ExposedApp {
  commands: { execute(command: string, args: object): Promise<unknown> };
  shell: {
    widgets(area: string): Iterable<{
      sessionContext?: object;
      content?: { model?: { sharedModel: { cells: { cell_type: string; source: string; execution_count?: number }[] } } };
    }>;
    currentWidget?: { sessionContext?: { session?: { path: string; kernel?: { connectionStatus: string } | null } | null } } | null;
  };
  serviceManager: {
    contents: {
      rename(path: string, newPath: string): Promise<unknown>;
      copy(path: string, folder: string): Promise<{ path: string }>;
      delete(path: string): Promise<void>;
    };
  };
}

/** Renames a file as JupyterLab's own file browser does. */
export async function renameFile(page: Page, path: string, newPath: string): Promise<void> {
  await page.evaluate(
    async ([from, to]) => {
      const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
      await jupyterapp.serviceManager.contents.rename(from, to);
    },
    [path, newPath] as const
  );
}

/** Copies a file as JupyterLab's own file browser does, and returns the copy's path. */
export function copyFile(page: Page, path: string): Promise<string> {
  return page.evaluate(async from => {
    const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
    return (await jupyterapp.serviceManager.contents.copy(from, '')).path;
  }, path);
}

/** Deletes a file as JupyterLab's own file browser does, once its user has said yes. */
export async function deleteFile(page: Page, path: string): Promise<void> {
  await page.evaluate(async doomed => {
    const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
    await jupyterapp.serviceManager.contents.delete(doomed);
  }, path);
}

export async function runCommand(page: Page, command: string, args: object = {}): Promise<void> {
  await page.evaluate(
    ([id, options]) => {
      const { jupyterapp } = window as unknown as { jupyterapp: ExposedApp };
      // Not awaited: a command that runs cells ends when they have ended.
      void jupyterapp.commands.execute(id, options);
    },
    [command, args] as const
  );
}

export async function switchTheme(page: Page, theme: string): Promise<void> {
  await runCommand(page, 'apputils:change-theme', { theme });
  await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', theme);
  await expect(page.locator('#jupyterlab-splash')).toHaveCount(0);
}
