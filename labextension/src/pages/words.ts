/** Errors in the words of a browser tab. */

import { NoAnswerError, ServerError } from '../answers';
import { type ErrorText, errorText as jupyterErrorText } from '../runs/errors';
import { behindJupyter } from './behindJupyter';

export function errorText(error: Error, throughJupyter = behindJupyter()): ErrorText {
  if (throughJupyter && !isAboutThePage(error)) {
    return jupyterErrorText(error);
  }
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

/** What a server has pages of; of MLflow's others people send links too. */
export function pagesThereAre(throughJupyter = behindJupyter()): string {
  return throughJupyter
    ? "Jupyter has pages of experiments and runs here. For MLflow's pages, run provenote server --mlflow-ui in a terminal, in Jupyter's root folder, and open the address that it listens on."
    : "This server has pages of experiments and runs. Started with --mlflow-ui, it serves MLflow's pages as well.";
}

/** The Java server has answered that what the address names is not there. */
function isAboutThePage(error: Error): boolean {
  return error instanceof ServerError && error.status === 404 && error.errorCode !== '';
}
