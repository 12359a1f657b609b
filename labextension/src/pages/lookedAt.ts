/** What was looked at last: who comes back to it finds it as it was. */

import { RunsModel } from '../runs/model';
import { fetchRuns } from './ask';

let runs: RunsModel | undefined;
let run: string | undefined;

/** The runs of an experiment, with all that is known of them if they were the last that were looked at. */
export function runsOf(experiment: string): RunsModel {
  if (runs?.subject !== experiment) {
    runs?.dispose();
    runs = new RunsModel(fetchRuns);
    runs.show(experiment);
  }
  return runs;
}

export function lookAtRun(runId: string): void {
  run = runId;
}

/** The run that one comes from, told once. */
export function takeLastRun(): string | undefined {
  const last = run;
  run = undefined;
  return last;
}
