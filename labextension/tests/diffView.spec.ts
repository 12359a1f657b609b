import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';

import { DiffView } from '../src/versions/DiffView';
import type { RunDiff } from '../src/wire';

const SAME = 'No difference: the code';

it('claims that the code is the same only where both notebooks are known', () => {
  expect(shown({ notebook: { cells: [] } })).toContain(SAME);
  expect(shown({})).not.toContain(SAME);
  expect(shown({})).toContain('The notebook of <bdi>try</bdi> is not kept here, so it cannot be compared with now.');
});

it('says that of two runs the cells that ran are compared where their notebooks are not', () => {
  expect(shown({}, 'b')).toContain('as not both are kept here.');
  expect(shown({ executed: { cells: [] } }, 'b')).toContain('as not both are kept here; the cells that ran are.');
});

it('says of notebooks that are kept and too large how they are got, and not that they are missing', () => {
  const why = 'try: this notebook version is larger than 50 MiB';
  for (const run of [undefined, 'b']) {
    expect(shown({ unread: [why] }, run)).toContain(why);
    expect(shown({ unread: [why] }, run)).not.toContain('kept here');
  }
});

it('says of records that could not be read where they should be, also where the notebooks are compared', () => {
  const why = 'try: what it ran on could not be read in /gone/provenance';
  expect(shown({ notebook: {}, unread: [why] }, 'b')).toContain(why);
});

function shown(diff: RunDiff, run?: string): string {
  const before = { name: 'try', run_id: 'a', metrics: [] };
  const after = { name: 'other', ...(run === undefined ? {} : { run_id: run }), metrics: [] };
  return renderToStaticMarkup(createElement(DiffView, { diff: { before, after, diff } }));
}
