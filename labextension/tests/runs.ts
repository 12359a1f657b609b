import type { NotebookRuns, Run } from '../src/wire';

/** A run as the server sends it, started at `start`. */
export function run(id: string, start: number, params: Record<string, string> = {}): Run {
  return {
    info: {
      run_id: id,
      run_name: `run ${id}`,
      experiment_id: '1',
      status: 'FINISHED',
      start_time: start,
      end_time: start + 1,
      run_uuid: id,
      user_id: 'ada',
      artifact_uri: '',
      lifecycle_stage: 'active'
    },
    data: { params: Object.entries(params).map(([key, value]) => ({ key, value })) },
    inputs: {},
    outputs: {}
  };
}

export function page(runs: Run[], nextPageToken: string | null = null): NotebookRuns {
  return {
    notebook: 'a.ipynb',
    experiment: {
      experiment_id: '1',
      name: 'a',
      artifact_location: '',
      lifecycle_stage: 'active',
      creation_time: 0,
      last_update_time: 0,
      workspace: 'default'
    },
    runs,
    next_page_token: nextPageToken,
    on_server: false,
    pages: null
  };
}
