/** The runs below a cell: the sidebar's rows, as they were when the cell showed them. */

import * as React from 'react';

import { runCount } from '../formatters';
import { RunCard } from '../runs/RunCard';
import type { NotebookRuns } from '../wire';

/** What the kernel sends: `RunsData` on its side. */
export type InlineData = Pick<NotebookRuns, 'experiment' | 'runs'>;

export function InlineRuns({ experiment, runs }: InlineData): React.JSX.Element {
  return (
    <div className="pn-Runs">
      <div className="pn-Header">
        <div className="pn-Header-experiment">
          <bdi className="pn-Header-name">{experiment?.name}</bdi>
          <span className="pn-Header-count">{runCount(runs.length, false)}</span>
        </div>
      </div>
      <div className="pn-Scroll" tabIndex={0} role="group" aria-label="Runs, newest first">
        {runs.length === 0 ? (
          <p className="pn-Inline-empty">
            No runs yet. Start one with: <code>%mlflow start</code>
          </p>
        ) : (
          <ol className="pn-RunList">
            {runs.map((run, position) => (
              <RunCard key={run.info.run_id} run={run} previous={runs[position + 1]} />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}
