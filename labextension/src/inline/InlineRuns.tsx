/** The runs below a cell: the sidebar's rows, as they were when the cell showed them. */

import * as React from 'react';

import { runCount } from '../formatters';
import { RunCard } from '../runs/RunCard';
import { areOfSeveral } from '../runs/users';
import type { InlineData } from './data';

export function InlineRuns({ experiment, runs, next = [] }: InlineData): React.JSX.Element {
  const known = [...runs, ...next];
  const ofSeveral = areOfSeveral(runs);
  return (
    <div className="pn-Runs">
      <div className="pn-Header">
        <div className="pn-Header-experiment">
          <bdi className="pn-Header-name">{experiment.name}</bdi>
          <span className="pn-Header-count">{runCount(runs.length, next.length > 0)}</span>
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
              <RunCard key={run.info.run_id} run={run} previous={known[position + 1]} still ofSeveral={ofSeveral} />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}
