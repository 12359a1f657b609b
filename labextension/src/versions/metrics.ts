/** What came of two runs, side by side. Figures of the machine are always different, and explain nothing. */

import { metricValue, wholeMetricValue } from '../formatters';
import { NAMES, SYSTEM } from '../runs/entries';
import type { Change, Metric, Real } from '../wire';

export interface MetricComparison {
  /** The metrics that differ, by name, or that only one of the runs has. */
  changes: Change[];
  /** How many are the same in both. */
  same: number;
}

export function compareMetrics(before: readonly Metric[], after: readonly Metric[]): MetricComparison {
  const was = valuesByKey(before);
  const is = valuesByKey(after);
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort(NAMES.compare);
  const changed = keys.filter(key => was.get(key) !== is.get(key));
  return { changes: changed.map(key => change(key, was.get(key), is.get(key))), same: keys.length - changed.length };
}

function valuesByKey(metrics: readonly Metric[]): Map<string, Real> {
  return new Map(metrics.filter(({ key }) => !key.startsWith(SYSTEM)).map(({ key, value }) => [key, value]));
}

/** In few digits, or in all where these do not show the difference. */
function change(name: string, before: Real | undefined, after: Real | undefined): Change {
  const tell = before === undefined || after === undefined || metricValue(before) !== metricValue(after);
  const shown = tell ? metricValue : wholeMetricValue;
  return { name, ...(before !== undefined && { before: shown(before) }), ...(after !== undefined && { after: shown(after) }) };
}
