/** What was looked at last: who comes back to it finds it as it was. */

import { RunsModel } from '../runs/model';
import { fetchRuns } from './ask';

/** More would hold more runs than anybody comes back to. */
const KEPT = 5;

/** The one that was looked at last stands last. */
const models: RunsModel[] = [];
let run: string | undefined;

/** The runs of an experiment, with all that is known of them if they were among the last that were looked at. */
export function runsOf(experiment: string): RunsModel {
  const at = models.findIndex(model => model.subject === experiment);
  const model = models.splice(at, at < 0 ? 0 : 1)[0] ?? new RunsModel(fetchRuns);
  model.show(experiment);
  models.push(model);
  if (models.length > KEPT) {
    models.shift()?.dispose();
  }
  return model;
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
