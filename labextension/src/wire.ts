// Generated from the Java records by the tests of the module `server`; do not edit. To write it anew:
// mvn -pl server -am test -Dtest=WireTypesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwire.write

/** JSON has no NaN and no infinity, so these three come as words. */
export type Real = number | 'NaN' | 'Infinity' | '-Infinity';

export type LifecycleStage = 'active' | 'deleted';

export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface Experiment {
  experiment_id: string;
  name: string;
  artifact_location: string;
  lifecycle_stage: LifecycleStage;
  creation_time: number;
  last_update_time: number;
  tags?: ExperimentTag[];
  workspace: string;
}

export interface ExperimentTag {
  key: string;
  value: string;
}

export interface Run {
  info: RunInfo;
  data: RunData;
  inputs: RunInputs;
  outputs: RunOutputs;
}

export interface RunInfo {
  run_id: string;
  run_name: string;
  experiment_id: string;
  user_id: string;
  status: RunStatus;
  start_time: number;
  end_time?: number;
  artifact_uri: string;
  lifecycle_stage: LifecycleStage;
  run_uuid: string;
}

export interface RunData {
  metrics?: Metric[];
  params?: Param[];
  tags?: RunTag[];
}

export interface Metric {
  key: string;
  value: Real;
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

export interface RunInputs {
  dataset_inputs?: DatasetInput[];
  model_inputs?: ModelInput[];
}

export interface RunOutputs {
  model_outputs?: ModelOutput[];
}

export interface ModelInput {
  model_id: string;
}

export interface ModelOutput {
  model_id: string;
  step: number;
}

export interface DatasetInput {
  tags?: InputTag[];
  dataset: Dataset;
}

export interface Dataset {
  name: string;
  digest: string;
  source_type: string;
  source: string;
  schema?: string;
  profile?: string;
}

export interface InputTag {
  key: string;
  value: string;
}

export interface FileInfo {
  path: string;
  is_dir: boolean;
  file_size?: number;
}

export interface NotebookRuns {
  notebook: string;
  experiment: Experiment | null;
  runs: Run[];
  next_page_token: string | null;
  on_server: boolean;
  pages: string | null;
}

export interface ExperimentOverview {
  experiment_id: string;
  name: string;
  runs: number | null;
  last_run: RunInfo | null;
}

export interface ExperimentsOverview {
  experiments: ExperimentOverview[];
  next_page_token: string | null;
}

export interface ExperimentRuns {
  experiment: Experiment;
  runs: Run[];
  next_page_token: string | null;
}

export interface ExperimentResponse {
  experiment: Experiment;
}

export interface ExperimentsResponse {
  experiments?: Experiment[];
  next_page_token?: string;
}

export interface CreateExperimentResponse {
  experiment_id: string;
}

export interface RunResponse {
  run: Run;
}

export interface RunInfoResponse {
  run_info: RunInfo;
}

export interface RunsResponse {
  runs?: Run[];
  next_page_token?: string;
}

export interface MetricHistoryResponse {
  metrics?: Metric[];
  next_page_token?: string;
}

export interface BulkMetricHistoryResponse {
  metrics: MetricOfRun[];
}

export interface SampledMetricHistoryResponse {
  metrics?: MetricOfRun[];
}

export interface MetricOfRun {
  key: string;
  value: Real;
  timestamp: number;
  step: number;
  run_id: string;
}

export interface ArtifactsResponse {
  root_uri?: string;
  files?: FileInfo[];
}

export interface DatasetSummariesResponse {
  dataset_summaries?: DatasetSummary[];
}

export interface DatasetSummary {
  experiment_id: string;
  name: string;
  digest: string;
  context?: string;
}

export interface RunVersion {
  run_id: string;
  run_name: string;
  status: RunStatus;
  start_time: number;
  end_time?: number;
  notebook?: string;
  revision?: string;
  changed: boolean;
  source?: string;
  disagreement?: string;
  partial?: string;
  git_commit?: string;
  git_branch?: string;
}

export interface VersionDiff {
  before: VersionDiffSide;
  after: VersionDiffSide;
  diff: RunDiff;
}

export interface VersionDiffSide {
  name: string;
  run_id?: string;
  start_time?: number;
  metrics?: Metric[];
}

export interface RunDiff {
  explanations?: Explanation[];
  notebook?: NotebookDiff;
  executed?: NotebookDiff;
  unread?: string[];
}

export interface Explanation {
  aspect: Aspect;
  size: number;
  changes?: Change[];
}

export type Aspect = 'PARAMS' | 'NOTEBOOK' | 'EXECUTED_CELLS' | 'FILES' | 'JARS' | 'JDK' | 'KERNEL' | 'OS' | 'COMMIT';

export interface Change {
  name: string;
  before?: string;
  after?: string;
}

export interface NotebookDiff {
  cells?: CellChange[];
}

export interface CellChange {
  kind: CellChangeKind;
  position_before?: number;
  position_after?: number;
  cell_id?: string;
  cell_kind: NotebookCellKind;
  lines?: Line[];
  outputs_changed: boolean;
}

export type CellChangeKind = 'SAME' | 'EDITED' | 'ADDED' | 'REMOVED' | 'MOVED';

export type NotebookCellKind = 'CODE' | 'MARKDOWN' | 'RAW';

export interface Line {
  kind: LineKind;
  text: string;
}

export type LineKind = 'SAME' | 'REMOVED' | 'ADDED';

export interface RestoredVersion {
  path: string;
}

export interface ErrorBody {
  error_code: string;
  message: string;
  sqlstate?: string;
  error_class?: string;
}
