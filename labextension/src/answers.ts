/** Answers of the Java server, through whatever they come. */

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

/** Reads a response; throws ServerError where it is a refusal, or no JSON, and NoAnswerError where it breaks off. */
export async function answerIn<T>(response: Response): Promise<Answer<T>> {
  const etag = response.headers.get('ETag') ?? undefined;
  // Also the empty text of a 304: a browser takes what is not read for given up.
  const text = await wholeText(response);
  if (response.status === 304) {
    return { body: undefined, etag };
  }
  if (!response.ok) {
    throw refusal(response, text);
  }
  return { body: parse(response, text) as T, etag };
}

/** One that breaks off is none. */
async function wholeText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw new NoAnswerError(String(error));
  }
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
