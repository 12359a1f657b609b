/** What a page says when there is nothing to show: how to get something. */

import * as React from 'react';

const JAVA = `var context = new MlflowContext();
try (var run = context.startRun("baseline")) {
    run.logParam("depth", "5");
    run.logMetric("r2", 0.93);
}`;

export function NoExperiments(): React.JSX.Element {
  const server = new URL('..', window.location.href).href.replace(/\/$/, '');
  return (
    <div className="pn-State">
      <h3 className="pn-State-title">No experiments yet</h3>
      <p className="pn-State-detail">
        An experiment appears here with the first run of a notebook. In JupyterLab, choose the kernel Java (Provenote) and run:
      </p>
      <Example text={JAVA} />
      <p className="pn-State-detail">Any MLflow client can log here too:</p>
      <Example text={`MLFLOW_TRACKING_URI=${server} python train.py`} />
    </div>
  );
}

export function NoRuns(): React.JSX.Element {
  return (
    <div className="pn-State">
      <h3 className="pn-State-title">No runs yet</h3>
      <p className="pn-State-detail">
        Every run of this experiment appears here while it trains, with its params and its metrics. In a Java cell of its notebook:
      </p>
      <Example text={JAVA} />
    </div>
  );
}

function Example({ text }: { text: string }): React.JSX.Element {
  return (
    <pre className="pn-Example" tabIndex={0} aria-label="Example">
      <code>{text}</code>
    </pre>
  );
}
