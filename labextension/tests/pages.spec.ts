import { expect, it } from 'vitest';

import { KnownRuns, withNewestPage, withNextPage } from '../src/runs/pages';
import { page, run } from './runs';

function ids(known: KnownRuns): string {
  return known.runs.map(r => r.info.run_id).join('');
}

it('a new run comes to the front and older ones stay', () => {
  let known = withNewestPage(null, page([run('d', 40), run('c', 30), run('b', 20), run('a', 10)]));
  known = withNewestPage(known, page([run('e', 50), run('d', 40)], '2'));
  expect(ids(known)).toBe('edcba');
  expect(known.more).toBe(false);
});

it('a run that has moved to the next page is not shown twice', () => {
  const known = withNewestPage(null, withNextPage(page([run('c', 30), run('b', 20)], '2'), page([run('b', 20), run('a', 10)])));
  expect(ids(known)).toBe('cba');
  expect(known.more).toBe(false);
});

it('a deleted run goes away', () => {
  let known = withNewestPage(null, page([run('c', 30), run('b', 20), run('a', 10)]));
  known = withNewestPage(known, page([run('c', 30), run('a', 10)], '2'));
  expect(ids(known)).toBe('ca');
});

it('when one page holds all there is, nothing older is left over', () => {
  let known = withNewestPage(null, page([run('b', 20), run('a', 10)]));
  known = withNewestPage(known, page([run('b', 20)]));
  expect(ids(known)).toBe('b');
});

it('more runs can still be asked for after the first page was refreshed', () => {
  let known = withNewestPage(null, page([run('d', 40), run('c', 30)], '2'));
  known = withNewestPage(known, page([run('e', 50), run('d', 40)], '2'));
  expect(ids(known)).toBe('edc');
  expect(known.more).toBe(true);
});

it('after more new runs than a page holds, those in between can be asked for', () => {
  let known = withNewestPage(null, page([run('b', 20), run('a', 10)]));
  known = withNewestPage(known, page([run('f', 60), run('e', 50)], '2'));
  expect(ids(known)).toBe('fe');
  expect(known.more).toBe(true);
});

it('an unchanged run stays the same object, a changed one does not', () => {
  const before = withNewestPage(null, page([run('b', 20), run('a', 10)]));
  const changed = { ...run('b', 20), data: { metrics: [{ key: 'm', value: 1, timestamp: 0, step: 0 }] } };
  const after = withNewestPage(before, page([changed, run('a', 10)]));
  expect(after.runs[0]).not.toBe(before.runs[0]);
  expect(after.runs[1]).toBe(before.runs[1]);
});
