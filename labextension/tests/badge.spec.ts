import { expect, it } from 'vitest';

import { disagreement } from '../src/runs/Badge';
import { run } from './runs';

it('a run has a badge only where its saved notebook does not tell what ran', () => {
  expect(disagreement(run('a', 1))).toBeUndefined();
  expect(disagreement(badged('as saved'))).toBeUndefined();
  expect(disagreement(badged('1 cell edited since'))).toMatchObject({ words: '1 cell edited since', quiet: false });
  expect(disagreement(badged('unsaved edits'))).toMatchObject({ words: 'unsaved edits', quiet: true });
});

function badged(value: string) {
  const it = run('a', 1);
  it.data.tags = [{ key: 'provenote.notebook.badge', value }];
  return it;
}
