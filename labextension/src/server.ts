/** Every HTTP request of Provenote goes through `request`: to our Jupyter server extension, which asks the Java server. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';

import type { ErrorBody } from './wire';

/** The server answered, but not with what was asked for. */
export class ServerError extends Error {
  constructor(
    readonly status: number,
    /** MLflow's error code, or one of the Jupyter server extension's; empty when the answer had none. */
    readonly errorCode: string,
    message: string
  ) {
    super(message);
  }
}

/** No answer came at all. */
export class NoAnswerError extends Error {}

/** An answer, with the tag to ask again by; `body` is undefined when nothing changed since `ifNoneMatch`. */
export interface Answer<T> {
  body: T | undefined;
  etag: string | undefined;
}

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
  const response = await send(question, settings);
  const etag = response.headers.get('ETag') ?? undefined;
  if (response.status === 304) {
    return { body: undefined, etag };
  }
  const text = await response.text();
  if (!response.ok) {
    throw refusal(response, text);
  }
  return { body: parse(response, text) as T, etag };
}

async function send(question: Question, settings: ServerConnection.ISettings): Promise<Response> {
  const url =
    URLExt.join(settings.baseUrl, 'provenote', question.path) + URLExt.objectToQueryString(question.query ?? {});
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

function refusal(response: Response, text: string): ServerError {
  const body = readError(text);
  return new ServerError(response.status, body.error_code ?? '', body.message ?? response.statusText);
}

function readError(text: string): Partial<ErrorBody> {
  try {
    return JSON.parse(text) as Partial<ErrorBody>;
  } catch {
    return {};
  }
}

function parse(response: Response, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServerError(response.status, 'MALFORMED_RESPONSE', `Expected JSON, found: ${text.slice(0, 80)}`);
  }
}
