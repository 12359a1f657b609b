/** Every HTTP request of Provenote goes through `request`: to our Jupyter server extension, which asks the Java server. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import { type Answer, answerIn, NoAnswerError } from './answers';

export { type Answer, NoAnswerError, ServerError } from './answers';

export interface Question {
  /** GET unless said otherwise. */
  method?: 'GET' | 'POST' | 'PUT';
  /** Below the base URL's `provenote/`, such as `api/provenote/runs`. */
  path: string;
  query?: Record<string, string>;
  ifNoneMatch?: string | undefined;
  /** Sent as JSON. */
  body?: unknown;
}

/** Throws ServerError or NoAnswerError, never anything else. */
export async function request<T>(question: Question, settings: ServerConnection.ISettings): Promise<Answer<T>> {
  return answerIn<T>(await send(question, settings));
}

/** Where the Java server's page at `path` is opened in a tab: not below `api`, to which a hub that has stopped this server answers in JSON. */
export function pageUrl(path: string, settings: ServerConnection.ISettings): string {
  return ourUrl(`web/${path}`, settings);
}

function ourUrl(path: string, settings: ServerConnection.ISettings): string {
  return URLExt.join(settings.baseUrl, 'provenote', path);
}

async function send(question: Question, settings: ServerConnection.ISettings): Promise<Response> {
  const url = ourUrl(question.path, settings) + URLExt.objectToQueryString(question.query ?? {});
  try {
    // 'reload': the tag is ours to keep, and the browser's cache would answer in the server's place.
    return await ServerConnection.makeRequest(url, { ...init(question), cache: 'reload' }, settings);
  } catch (error) {
    throw new NoAnswerError(String(error));
  }
}

function init({ method, body, ifNoneMatch }: Question): RequestInit {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers: Record<string, string> = {
    ...(ifNoneMatch ? { 'If-None-Match': ifNoneMatch } : {}),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' })
  };
  return { method: method ?? 'GET', headers, ...content };
}
