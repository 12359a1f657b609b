import { describe, expect, it } from 'vitest';

import { experimentHash, runHash } from '../src/addresses';
import { placesIn } from '../src/pages/router';

const EXPERIMENT = '/experiments/:experiment';
const RUN = '/experiments/:experiment/runs/:run';

describe('hash paths are those of MLflow', () => {
  it.each([
    ['#/experiments/7', EXPERIMENT, { experiment: '7' }],
    ['#/experiments/7/runs', EXPERIMENT, { experiment: '7' }],
    ['#/experiments/7?searchFilter=a%2Fb', EXPERIMENT, { experiment: '7' }],
    ['#/experiments/7/runs/abc', RUN, { experiment: '7', run: 'abc' }],
    ['#/experiments/7/runs/abc/artifacts/x.png', RUN, { experiment: '7', run: 'abc' }],
    ['#/experiments/%3Ca%2Fb%3E', EXPERIMENT, { experiment: '<a/b>' }],
    ['#/experiments/%E0', EXPERIMENT, { experiment: '%E0' }],
    ['#/experiments/7/models', RUN, undefined],
    ['#/experiments', EXPERIMENT, undefined],
    ['#/models/7', EXPERIMENT, undefined],
    ['', EXPERIMENT, undefined],
    ['#//experiments//7', EXPERIMENT, { experiment: '7' }]
  ])('%s as %s', (hash, path, places) => {
    expect(placesIn(hash, path)).toEqual(places);
  });

  it('what leads to a page is read back', () => {
    expect(placesIn(experimentHash('a/b #?'), EXPERIMENT)).toEqual({ experiment: 'a/b #?' });
    expect(placesIn(runHash('1', 'x?y'), RUN)).toEqual({ experiment: '1', run: 'x?y' });
  });
});
