/** What a page says when there is nothing to show: how to get something. */

import * as React from 'react';

import { NOTEBOOK_DELETED_TAG, NOTEBOOK_PATH_TAG } from '../tokens';
import type { Experiment } from '../wire';
import { behindJupyter } from './behindJupyter';
import { session } from './session';

const JAVA = `var context = new MlflowContext();
try (var run = context.startRun("baseline")) {
    run.logParam("depth", "5");
    run.logMetric("r2", 0.93);
}`;

export function NoExperiments(): React.JSX.Element {
  return (
    <div className="pn-State">
      <h3 className="pn-State-title">No experiments yet</h3>
      <p className="pn-State-detail">
        An experiment appears here with the first run of a notebook. In JupyterLab, choose the kernel Java (Provenote) and run:
      </p>
      <Example text={JAVA} />
      <p className="pn-State-detail">Any MLflow client can log here too:</p>
      <Example text={clientCommand(window.location.href, needsToken())} />
      {needsToken() && <p className="pn-State-hint">{tokenHint()}</p>}
    </div>
  );
}

export function InTrash({ experiment }: { experiment: Experiment }): React.JSX.Element {
  return (
    <div className="pn-State">
      <h3 className="pn-State-title">In the trash</h3>
      <p className="pn-State-detail">
        This experiment was deleted, and its runs with it. They come back{' '}
        {has(experiment, NOTEBOOK_DELETED_TAG) && 'when its notebook does and is opened, or '}
        by restoreExperiment of an MLflow client.
      </p>
    </div>
  );
}

export function NoRuns({ experiment }: { experiment: Experiment | null }): React.JSX.Element {
  const ofNotebook = experiment === null || has(experiment, NOTEBOOK_PATH_TAG);
  return (
    <div className="pn-State">
      <h3 className="pn-State-title">No runs yet</h3>
      <p className="pn-State-detail">
        Every run of this experiment appears here while it trains, with its params and its metrics. In a Java cell of{' '}
        {ofNotebook ? 'its notebook' : 'any notebook'}:
      </p>
      <Example text={ofNotebook ? JAVA : `${chosen(experiment.name)}\n\n${JAVA}`} />
    </div>
  );
}

/** The magic that sends the next runs of any notebook to an experiment. */
export function chosen(experiment: string): string {
  return `%mlflow experiment "${experiment.replace(/["\\]/g, '\\$&')}"`;
}

function has(experiment: Experiment, tag: string): boolean {
  return experiment.tags?.some(({ key }) => key === tag) ?? false;
}

/** What a client is started with, to log to the server of this page. */
export function clientCommand(page: string, token: boolean): string {
  const server = new URL('..', page).href.replace(/\/$/, '').replace(/\/provenote\/web$/, '/provenote/api');
  return [`MLFLOW_TRACKING_URI=${server}`, ...(token ? ['MLFLOW_TRACKING_TOKEN=<token>'] : []), 'python train.py'].join(' ');
}

function needsToken(): boolean {
  return behindJupyter() || session.token !== null;
}

function tokenHint(): string {
  return behindJupyter()
    ? "The token is Jupyter's: jupyter server list shows it, and on a hub the page Token makes one."
    : 'The token is the one that you have signed in with.';
}

function Example({ text }: { text: string }): React.JSX.Element {
  return (
    <pre className="pn-Example" tabIndex={0} aria-label="Example">
      <code>{text}</code>
    </pre>
  );
}
