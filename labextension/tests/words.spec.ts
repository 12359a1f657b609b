import { expect, it } from 'vitest';

import { NoAnswerError, ServerError } from '../src/answers';
import { behindJupyter, xsrfToken } from '../src/pages/behindJupyter';
import { chosen, clientCommand } from '../src/pages/EmptyStates';
import { errorText, pagesThereAre } from '../src/pages/words';
import { errorText as errorTextOfVersion, isFinal } from '../src/versions/words';

it('pages that come through Jupyter advise on Jupyter', () => {
  expect(behindJupyter('/user/ada/provenote/web/pages/')).toBe(true);
  expect(behindJupyter('/user/ada/provenote/api/pages/')).toBe(true);
  expect(behindJupyter('/pages/')).toBe(false);
  expect(errorText(new NoAnswerError(), true).title).toBe('Jupyter does not answer');
  expect(errorText(new ServerError(403, '', 'Forbidden'), true).title).toBe('Jupyter has logged you out');
  expect(errorText(new ServerError(424, '', 'no longer running'), true).title).toBe('Your Jupyter server is not running');
  expect(errorText(new NoAnswerError(), false).detail).toContain('provenote server');
});

it("how to get MLflow's pages is told as it can be done", () => {
  expect(pagesThereAre(false)).toContain('Started with --mlflow-ui');
  expect(pagesThereAre(true)).not.toContain('Started with');
  expect(pagesThereAre(true)).toContain('run provenote server --mlflow-ui in a terminal');
});

it("Jupyter's token against forged requests is the last that the browser keeps", () => {
  expect(xsrfToken('')).toBeUndefined();
  expect(xsrfToken('my_xsrf=0; _xsrf2=1')).toBeUndefined();
  expect(xsrfToken('_xsrf=2|a==; username=ada')).toBe('2|a==');
  expect(xsrfToken('_xsrf=user; x=1; _xsrf=hub')).toBe('hub');
});

it('what the address names is missing behind Jupyter as elsewhere', () => {
  const missing = new ServerError(404, 'RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=7 exists');
  for (const throughJupyter of [true, false]) {
    expect(errorText(missing, throughJupyter).title).toBe('There is no such page');
  }
  expect(errorText(new ServerError(404, '', 'Not Found'), true).title).toContain('not enabled');
});

it('a tab with the code of a run speaks of that, and promises nothing that comes by itself', () => {
  const missing = new ServerError(404, 'RESOURCE_DOES_NOT_EXIST', 'this notebook version is too large');
  expect(errorTextOfVersion(missing)).toEqual({ title: 'The code of this run cannot be shown', detail: 'This notebook version is too large' });
  expect(errorTextOfVersion(missing, 'compared').title).toBe('The code of this run cannot be compared');
  expect(errorTextOfVersion(new ServerError(503, 'STARTS', 'It starts')).title).toBe('The code of this run cannot be read just now');
  expect(errorTextOfVersion(new ServerError(503, 'JAVA_NOT_FOUND', 'Install one')).title).toBe('Java was not found');
  expect(isFinal(missing)).toBe(true);
  expect([408, 429, 503].map(status => isFinal(new ServerError(status, 'REQUEST_LIMIT_EXCEEDED', 'ask again later')))).toEqual([false, false, false]);
  expect(errorTextOfVersion(new NoAnswerError()).detail).toContain('Try again');
});

it('a client is told the token where the server wants one', () => {
  expect(clientCommand('http://here/pages/#/', false)).toBe('MLFLOW_TRACKING_URI=http://here python train.py');
  expect(clientCommand('https://hub/user/ada/provenote/web/pages/', true)).toBe(
    'MLFLOW_TRACKING_URI=https://hub/user/ada/provenote/api MLFLOW_TRACKING_TOKEN=<token> python train.py'
  );
});

it('an experiment is chosen by its name, whatever stands in it', () => {
  expect(chosen('a "b" \\c')).toBe('%mlflow experiment "a \\"b\\" \\\\c"');
});
