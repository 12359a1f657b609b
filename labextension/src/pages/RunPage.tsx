/** One run. */

import * as React from 'react';

import { experimentHash } from '../addresses';
import { runLabel } from '../formatters';
import { ErrorBanner, ErrorState } from '../runs/ErrorState';
import { RunCard } from '../runs/RunCard';
import { askRun } from './ask';
import { useLive } from './live';
import { lookAtRun } from './lookedAt';
import type { PageProps } from './router';
import { useTitle } from './title';

export function RunPage({ at: { experiment = '', run = '' } }: PageProps): React.JSX.Element {
  const ask = React.useCallback((ifNoneMatch?: string) => askRun(run, ifNoneMatch), [run]);
  const { value, error, refresh } = useLive(ask);
  React.useEffect(() => lookAtRun(run), [run]);
  useTitle(value ? runLabel(value.run.info) : 'Run');
  const Trouble = value ? ErrorBanner : ErrorState;
  return (
    <section className="pn-Page pn-RunsPanel" aria-label="Run">
      <div className="pn-Page-head">
        <h2 className="pn-Page-title">Run</h2>
        {value && <code className="pn-Page-id">{value.run.info.run_id}</code>}
        <a href={experimentHash(experiment)}>All runs of this experiment</a>
      </div>
      {error && <Trouble error={error} retry={refresh} />}
      {value && (
        <div className="pn-Runs">
          <ol className="pn-RunList">
            <RunCard run={value.run} previous={undefined} whole />
          </ol>
        </div>
      )}
    </section>
  );
}
