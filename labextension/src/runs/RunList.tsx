import * as React from 'react';

import type { RunsModel } from './model';
import type { KnownRuns } from './pages';
import { RunCard } from './RunCard';

export function RunList({ model, known }: { model: RunsModel; known: KnownRuns }): React.JSX.Element {
  const { runs, more } = known;
  return (
    <div className="pn-Scroll" tabIndex={0} role="group" aria-label="Runs, newest first">
      <ol className="pn-RunList">
        {runs.map((run, position) => (
          <RunCard key={run.info.run_id} run={run} previous={runs[position + 1]} />
        ))}
      </ol>
      {more && (
        <button type="button" className="pn-Button pn-More" disabled={model.loadingOlder} onClick={() => model.loadOlder()}>
          {model.loadingOlder ? 'Loading…' : 'Show more'}
        </button>
      )}
    </div>
  );
}
