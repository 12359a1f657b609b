import * as React from 'react';

import type { Kernel } from '../currentNotebook';
import { experimentIcon } from '../icons';

/** Three lines that a newcomer can run as they are. */
export const EXAMPLE = ['%mlflow start -p depth=5', '%mlflow metric r2 0.93', '%mlflow end'].join('\n');

export interface EmptyStateProps {
  /** The kernel of the notebook; null when none has started. */
  kernel: Kernel | null;
  insertCell: (source: string) => void;
  changeKernel: () => void;
}

export function EmptyState({ kernel, insertCell, changeKernel }: EmptyStateProps): React.JSX.Element {
  return kernel === null || kernel.tracks ? <NoRuns insertCell={insertCell} /> : <NoTracking kernel={kernel} changeKernel={changeKernel} />;
}

function NoRuns({ insertCell }: Pick<EmptyStateProps, 'insertCell'>): React.JSX.Element {
  return (
    <div className="pn-State">
      <experimentIcon.react tag="span" className="pn-State-icon" />
      <h3 className="pn-State-title">No runs yet</h3>
      <p className="pn-State-detail">
        Every run that this notebook starts appears here while it trains, with its params, its metrics and the code that
        made them. Try it in a Java cell:
      </p>
      <pre className="pn-Example" tabIndex={0} aria-label="Example">
        <code>{EXAMPLE}</code>
      </pre>
      <button type="button" className="pn-Button" onClick={() => insertCell(EXAMPLE)}>
        Insert as a cell
      </button>
      <p className="pn-State-hint">
        <code>%mlflow help</code> lists all that you can do.
      </p>
    </div>
  );
}

/** The launcher offers JJava's own kernel beside ours. */
function NoTracking({ kernel, changeKernel }: { kernel: Kernel; changeKernel: () => void }): React.JSX.Element {
  return (
    <div className="pn-State">
      <experimentIcon.react tag="span" className="pn-State-icon" />
      <h3 className="pn-State-title">This kernel tracks nothing</h3>
      <p className="pn-State-detail">
        {kernel.isJava
          ? `Runs are tracked by the kernel Java (Provenote), and this notebook's is ${kernel.title}. Its cells can stay as they are.`
          : `Runs of Java notebooks appear here, and this notebook's kernel is ${kernel.title}.`}
      </p>
      {kernel.isJava && (
        <button type="button" className="pn-Button" onClick={changeKernel}>
          Change kernel…
        </button>
      )}
    </div>
  );
}

export function NoNotebook(): React.JSX.Element {
  return (
    <div className="pn-State">
      <experimentIcon.react tag="span" className="pn-State-icon" />
      <h3 className="pn-State-title">No notebook is open</h3>
      <p className="pn-State-detail">Open a notebook to see its runs here.</p>
    </div>
  );
}
