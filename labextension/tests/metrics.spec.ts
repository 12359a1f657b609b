import { describe, expect, it } from 'vitest';

import { compareMetrics } from '../src/versions/metrics';
import type { Real } from '../src/wire';

describe('two runs by their metrics', () => {
  it('has those that differ, by name, and counts the others', () => {
    expect(compareMetrics(metrics({ loss: 0.5, epochs: 3, auc: 0.25 }), metrics({ auc: 0.75, epochs: 3, loss: 0.1234567 }))).toEqual({
      changes: [
        { name: 'auc', before: '0.25', after: '0.75' },
        { name: 'loss', before: '0.5', after: '0.12346' }
      ],
      same: 1
    });
  });

  it('passes over figures of the machine', () => {
    expect(compareMetrics(metrics({ 'system/jvm_heap': 1 }), metrics({ 'system/jvm_heap': 2 }))).toEqual({ changes: [], same: 0 });
  });

  it('leaves a side empty that does not have it', () => {
    expect(compareMetrics(metrics({ old: 1 }), metrics({ young: 2 }))).toEqual({
      changes: [
        { name: 'old', before: '1' },
        { name: 'young', after: '2' }
      ],
      same: 0
    });
  });

  it('writes as many digits as tell the two apart', () => {
    const { changes } = compareMetrics(metrics({ r2: 0.98148148 }), metrics({ r2: 0.98148149 }));
    expect(changes).toEqual([{ name: 'r2', before: '0.98148148', after: '0.98148149' }]);
  });

  it('knows what is no number', () => {
    expect(compareMetrics(metrics({ a: 'NaN', b: 'NaN' }), metrics({ a: 'NaN', b: '-Infinity' }))).toEqual({
      changes: [{ name: 'b', before: 'NaN', after: '-∞' }],
      same: 1
    });
  });
});

function metrics(values: Record<string, Real>) {
  return Object.entries(values).map(([key, value]) => ({ key, value, timestamp: 0, step: 0 }));
}
