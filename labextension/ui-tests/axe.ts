import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect, Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails when axe-core finds anything that WCAG 2.2 AA forbids: in the sidebar, or in what `selector` names. */
export async function expectAccessible(page: Page, selector = '#provenote-runs'): Promise<void> {
  await page.evaluate(source);
  const violations = await page.evaluate(async root => {
    const { axe } = window as unknown as { axe: { run(root: string, options: object): Promise<AxeResults> } };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const results = await axe.run(root, { runOnly: tags });
    return results.violations.map(v => `${v.id}: ${v.nodes.map(n => n.failureSummary ?? n.html).join('; ')}`);
  }, selector);
  expect(violations).toEqual([]);
}
