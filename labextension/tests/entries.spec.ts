import { expect, it } from 'vitest';

import { metricEntries, paramEntries, systemMetricEntries } from '../src/runs/entries';
import { run } from './runs';

it('params that changed since the run before come first and say what they were', () => {
  const entries = paramEntries(run('b', 2, { depth: '5', rate: '0.1' }), run('a', 1, { depth: '5', rate: '0.2' }));
  expect(entries.map(e => e.key)).toEqual(['rate', 'depth']);
  expect(entries[0]?.changed).toBe('was 0.2 in run a');
  expect(entries[1]?.changed).toBeUndefined();
});

it('a param that is new since the run before is marked', () => {
  const entries = paramEntries(run('b', 2, { depth: '5', rate: '0.1' }), run('a', 1, { depth: '5' }));
  expect(entries[0]).toMatchObject({ key: 'rate', changed: 'not set in run a' });
});

it('an empty param is seen', () => {
  const [note] = paramEntries(run('b', 2, { note: '' }), run('a', 1, { note: ' ' }));
  expect(note).toMatchObject({ value: '""', title: 'note = ""', changed: 'was " " in run a' });
});

it('after a run with other params nothing is marked as changed', () => {
  const entries = paramEntries(run('b', 2, { depth: '5' }), run('a', 1, { folds: '3' }));
  expect(entries[0]?.changed).toBeUndefined();
});

it('figures of the machine are listed apart from the user’s own', () => {
  const it = run('a', 1);
  it.data.metrics = ['system/cpu', 'loss', 'zeta'].map(key => ({ key, value: 1, timestamp: 0, step: 3 }));
  expect(metricEntries(it).map(e => e.key)).toEqual(['loss', 'zeta']);
  expect(systemMetricEntries(it).map(e => e.key)).toEqual(['system/cpu']);
  expect(metricEntries(it)[0]?.title).toBe('loss = 1, last logged at step 3');
});

it('names are sorted as people count', () => {
  const counted = run('a', 1, { m10: '1', m2: '1', m1: '1' });
  expect(paramEntries(counted, undefined).map(e => e.key)).toEqual(['m1', 'm2', 'm10']);
});
