// Generated from the Java records by the build of the module `server`; do not edit.
// (Written by hand until that build does it.)

/** One point of a metric; JSON has no NaN and no infinity, so these three come as words. */
export interface Metric {
  key: string;
  value: number | 'NaN' | 'Infinity' | '-Infinity';
  timestamp: number;
  step: number;
}

export interface Param {
  key: string;
  value: string;
}

export interface RunTag {
  key: string;
  value: string;
}

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface RunInfo {
  run_id: string;
  run_name: string;
  experiment_id: string;
  user_id?: string;
  status: RunStatus;
  start_time: number;
  end_time?: number | null;
  artifact_uri?: string;
  lifecycle_stage: string;
}

export interface RunData {
  metrics?: Metric[];
  params?: Param[];
  tags?: RunTag[];
}

export interface Run {
  info: RunInfo;
  data: RunData;
}

export interface Experiment {
  experiment_id: string;
  name: string;
}

/** The answer of `provenote/runs`: the runs of one notebook, newest first. */
export interface NotebookRuns {
  notebook: string;
  experiment?: Experiment | null;
  runs: Run[];
  next_page_token?: string | null;
}

/** What every route answers when it cannot do what was asked. */
export interface ErrorBody {
  error_code?: string;
  message?: string;
}
