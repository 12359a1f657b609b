/** What was logged to a run, ready to be listed. */

import { metricValue } from '../formatters';
import type { Metric, Run } from '../wire';

export interface Entry {
  key: string;
  value: string;
  /** All that the short value leaves out. */
  title: string;
  /** Set where the run before had another value or none. */
  changed?: string;
}

/** MLflow's own system metrics come last: they are rarely what one looks for. */
const SYSTEM = 'system/';

export function metricEntries(run: Run): Entry[] {
  const metrics = [...(run.data.metrics ?? [])];
  metrics.sort((a, b) => Number(a.key.startsWith(SYSTEM)) - Number(b.key.startsWith(SYSTEM)) || byKey(a, b));
  return metrics.map(metric => ({ key: metric.key, value: metricValue(metric.value), title: metricTitle(metric) }));
}

function metricTitle({ key, value, step }: Metric): string {
  return `${key} = ${value}` + (step ? `, last logged at step ${step}` : '');
}

/** What changed since `previous` comes first. */
export function paramEntries(run: Run, previous: Run | undefined): Entry[] {
  const before = new Map(previous?.data.params?.map(param => [param.key, param.value]));
  const entries = [...(run.data.params ?? [])].sort(byKey).map(({ key, value }) => {
    const entry: Entry = { key, value, title: `${key} = ${value}` };
    return previous && before.get(key) !== value ? { ...entry, changed: change(previous, before.get(key)) } : entry;
  });
  return [...entries.filter(entry => entry.changed), ...entries.filter(entry => !entry.changed)];
}

function change(previous: Run, value: string | undefined): string {
  return value === undefined ? `not set in ${previous.info.run_name}` : `was ${value} in ${previous.info.run_name}`;
}

function byKey(a: { key: string }, b: { key: string }): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
