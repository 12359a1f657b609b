/** Errors in the reader's words: what is wrong, and what to do. */

import { NoAnswerError, ServerError } from '../answers';

export interface ErrorText {
  title: string;
  detail: string;
}

/** @param what cannot be read */
export function errorText(error: Error, what = 'The runs'): ErrorText {
  if (error instanceof NoAnswerError) {
    return {
      title: 'Jupyter does not answer',
      detail: 'The runs are safe. They appear again as soon as the Jupyter server can be reached.'
    };
  }
  return error instanceof ServerError ? serverErrorText(error, what) : { title: 'Something went wrong', detail: error.message };
}

function serverErrorText(error: ServerError, what: string): ErrorText {
  switch (error.errorCode) {
    case 'JAVA_NOT_FOUND':
      return { title: 'Java was not found', detail: error.message };
    case 'JAVA_TOO_OLD':
      return { title: 'This Java is too old', detail: error.message };
  }
  return byStatus(error, what);
}

function byStatus(error: ServerError, what: string): ErrorText {
  // What a tracking store refuses comes with a code of MLflow's, and says itself what to do.
  if (!error.errorCode && (error.status === 401 || error.status === 403)) {
    return { title: 'Jupyter has logged you out', detail: 'Reload this page and log in again. The runs are safe.' };
  }
  if (error.status === 404 && !error.errorCode) {
    return {
      title: 'Provenote is not enabled in this Jupyter server',
      detail: 'Install it where Jupyter runs (pip install provenote), then restart Jupyter.'
    };
  }
  if (error.status === 424 && !error.errorCode) {
    // In JupyterHub's words; of the page, reloaded, it makes one that starts the server.
    return { title: 'Your Jupyter server is not running', detail: 'Reload this page to start it again. The runs are safe.' };
  }
  return { title: `${what} cannot be read just now`, detail: error.message };
}
