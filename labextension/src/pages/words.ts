/** Errors in the words of a browser tab. */

import { NoAnswerError, ServerError } from '../answers';
import type { ErrorText } from '../runs/errors';

export function errorText(error: Error): ErrorText {
  if (error instanceof NoAnswerError) {
    return {
      title: 'The server does not answer',
      detail: 'The runs are safe. They appear again as soon as the server runs: provenote server'
    };
  }
  if (error instanceof ServerError && error.status === 404) {
    return { title: 'There is no such page', detail: error.message };
  }
  return error instanceof ServerError
    ? { title: 'The runs cannot be read just now', detail: error.message }
    : { title: 'Something went wrong', detail: error.message };
}
