/** The hash paths of the web pages. They are MLflow's, so that a link works in its UI as in ours. */

export function experimentsHash(): string {
  return '#/experiments';
}

export function experimentHash(experimentId: string): string {
  return `${experimentsHash()}/${encodeURIComponent(experimentId)}`;
}

export function runHash(experimentId: string, runId: string): string {
  return `${experimentHash(experimentId)}/runs/${encodeURIComponent(runId)}`;
}
