/** Errors in the words of a tab with the code of a run, which asks again when it is told to and never by itself. */

import { NoAnswerError, ServerError } from '../answers';
import { type ErrorText, errorText as runsErrorText } from '../runs/errors';

/** @param done what was to be done with the run's code */
export function errorText(error: Error, done: 'shown' | 'compared' = 'shown'): ErrorText {
  if (error instanceof NoAnswerError) {
    return { title: 'Jupyter does not answer', detail: 'The runs and their code are safe. Try again once the Jupyter server can be reached.' };
  }
  return isFinal(error)
    ? { title: `The code of this run cannot be ${done}`, detail: sentence(error.message) }
    : runsErrorText(error, 'The code of this run');
}

/** The server's words may stand behind a run's name as well. */
function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Statuses of what may go well when it is asked again: a request that came too slowly, and one for which there was no room. */
const FOR_NOW = [408, 429];

/** Whether the server has answered, and would answer the same again. */
export function isFinal(error: Error): boolean {
  return error instanceof ServerError && error.errorCode !== '' && error.status < 500 && !FOR_NOW.includes(error.status);
}
