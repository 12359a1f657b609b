import { expect, it } from 'vitest';

import { isInlineData } from '../src/inline/data';
import { run } from './runs';

it('a list of runs is known by what is in it', () => {
  const experiment = { experiment_id: '1', name: 'a' };
  expect(isInlineData({ experiment, runs: [] })).toBe(true);
  expect(isInlineData({ experiment, runs: [run('b', 2)], next: [run('a', 1)] })).toBe(true);
});

it('another output of its type is not taken for one', () => {
  for (const output of [null, 'runs', {}, { experiment: null, runs: [] }, { experiment: { name: 'a' }, runs: [{}] }]) {
    expect(isInlineData(output)).toBe(false);
  }
});
