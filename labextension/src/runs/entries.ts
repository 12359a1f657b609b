/** What was logged to a run, ready to be listed. */

import { metricValue, paramValue, runLabel, wholeMetricValue } from '../formatters';
import type { Metric, Param, Run } from '../wire';

export interface Entry {
  key: string;
  value: string;
  /** All that the short value leaves out. */
  title: string;
  /** Set where the run before had another value or none. */
  changed?: string;
}

/** MLflow's prefix for figures of the machine. */
export const SYSTEM = 'system/';

/**
 * What the user logged.
 *
 * @param whole whether values have all their digits
 */
export function metricEntries(run: Run, whole = false): Entry[] {
  return entriesOf(run, whole, key => !key.startsWith(SYSTEM));
}

/** Figures of the machine: rarely what one looks for. */
export function systemMetricEntries(run: Run, whole = false): Entry[] {
  return entriesOf(run, whole, key => key.startsWith(SYSTEM));
}

function entriesOf(run: Run, whole: boolean, wanted: (key: string) => boolean): Entry[] {
  const shown = whole ? wholeMetricValue : metricValue;
  const metrics = (run.data.metrics ?? []).filter(({ key }) => wanted(key)).sort(byKey);
  return metrics.map(metric => ({ key: metric.key, value: shown(metric.value), title: metricTitle(metric) }));
}

function metricTitle({ key, value, step }: Metric): string {
  return `${key} = ${wholeMetricValue(value)}` + (step ? `, last logged at step ${step}` : '');
}

/** What changed since `previous` comes first. */
export function paramEntries(run: Run, previous: Run | undefined): Entry[] {
  const params = [...(run.data.params ?? [])].sort(byKey);
  const changes = changesSince(previous, params);
  const entries = params.map(({ key, value }) => {
    const entry: Entry = { key, value: paramValue(value), title: `${key} = ${paramValue(value)}` };
    const changed = changes.get(key);
    return changed ? { ...entry, changed } : entry;
  });
  return [...entries.filter(entry => entry.changed), ...entries.filter(entry => !entry.changed)];
}

/** What is said of each changed param. Runs with no param in common did something else: nothing is marked. */
function changesSince(previous: Run | undefined, params: Param[]): Map<string, string> {
  const before = new Map(previous?.data.params?.map(param => [param.key, param.value]));
  if (!previous || !params.some(param => before.has(param.key))) {
    return new Map();
  }
  const changed = params.filter(param => before.get(param.key) !== param.value);
  return new Map(changed.map(param => [param.key, change(previous, before.get(param.key))]));
}

function change(previous: Run, value: string | undefined): string {
  const name = runLabel(previous.info);
  return value === undefined ? `not set in ${name}` : `was ${paramValue(value)} in ${name}`;
}

/** As people count: `m2` before `m10`. */
export const NAMES = new Intl.Collator(undefined, { numeric: true });

function byKey(a: { key: string }, b: { key: string }): number {
  return NAMES.compare(a.key, b.key);
}
