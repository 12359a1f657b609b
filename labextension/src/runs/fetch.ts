import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../server';
import type { NotebookRuns } from '../wire';
import type { FetchRuns } from './model';

/** The runs of a notebook, asked of the server. */
export function fetchRunsFrom(settings: ServerConnection.ISettings): FetchRuns {
  return ({ subject, maxResults, pageToken, ifNoneMatch }) =>
    request<NotebookRuns>(
      {
        path: 'api/provenote/runs',
        query: { notebook: subject, max_results: String(maxResults), ...(pageToken ? { page_token: pageToken } : {}) },
        ifNoneMatch
      },
      settings
    );
}
