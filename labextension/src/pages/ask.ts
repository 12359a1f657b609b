/** Every request of the pages: to the server that they came from, one folder up, which may be behind Jupyter. */

import { type Answer, answerIn, NoAnswerError, ServerError } from '../answers';
import type { RunsPage } from '../runs/pages';
import type { FetchRuns } from '../runs/model';
import type { ExperimentRuns, ExperimentsOverview, RunResponse } from '../wire';
import { behindJupyter, xsrfToken } from './behindJupyter';
import { session } from './session';

export function askExperiments(ifNoneMatch?: string): Promise<Answer<ExperimentsOverview>> {
  return ask('provenote/experiments', { max_results: '1000' }, ifNoneMatch);
}

export function askRun(runId: string, ifNoneMatch?: string): Promise<Answer<RunResponse>> {
  return ask('api/2.0/mlflow/runs/get', { run_id: runId }, ifNoneMatch);
}

/** The runs of an experiment, which has its page where one looks. */
export const fetchRuns: FetchRuns = async ({ subject, maxResults, pageToken, ifNoneMatch }) => {
  const query = { max_results: String(maxResults), ...(pageToken ? { page_token: pageToken } : {}) };
  const path = `provenote/experiments/${encodeURIComponent(subject)}/runs`;
  const { body, etag } = await ask<ExperimentRuns>(path, query, ifNoneMatch);
  const page: RunsPage | undefined = body && { ...body, pages: '' };
  return { body: page, etag };
};

/** Throws ServerError or NoAnswerError, never anything else. */
async function ask<T>(path: string, query: Record<string, string>, ifNoneMatch: string | undefined): Promise<Answer<T>> {
  const response = await send(`../${path}?${new URLSearchParams(query).toString()}`, ifNoneMatch);
  // A refusal without it is that of the store behind the server: no token of this server's helps.
  if (response.status === 401 && response.headers.has('WWW-Authenticate')) {
    session.refuse();
    throw new ServerError(401, 'UNAUTHENTICATED', 'The server takes a token.');
  }
  return answerIn<T>(response);
}

async function send(url: string, ifNoneMatch: string | undefined): Promise<Response> {
  const { token } = session;
  const xsrf = behindJupyter() ? xsrfToken(document.cookie) : undefined;
  const headers = {
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
    ...(xsrf === undefined ? {} : { 'X-XSRFToken': xsrf }),
    ...(ifNoneMatch ? { 'If-None-Match': ifNoneMatch } : {})
  };
  try {
    // 'no-store': the tag is ours to keep, and the browser's cache would answer in the server's place.
    return await fetch(url, { headers, cache: 'no-store' });
  } catch (error) {
    throw new NoAnswerError(String(error));
  }
}
