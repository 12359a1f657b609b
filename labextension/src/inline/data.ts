/** The output of `%mlflow runs`, as a notebook keeps it. */

import type { Experiment, Run } from '../wire';

/** What the kernel sends: `RunsData` on its side. */
export interface InlineData {
  experiment: Pick<Experiment, 'experiment_id' | 'name'>;
  runs: Run[];
  /** The newest of the runs that are not shown; absent in notebooks of earlier versions. */
  next?: Run[];
}

/** Whether an output is ours: whoever sends a notebook may have written anything into it. */
export function isInlineData(output: unknown): output is InlineData {
  const { experiment, runs, next = [] } = (output ?? {}) as Partial<InlineData>;
  return typeof experiment?.name === 'string' && areRuns(runs) && areRuns(next);
}

function areRuns(values: unknown): boolean {
  return Array.isArray(values) && values.every((run: Partial<Run> | null) => run?.info && run.data);
}
