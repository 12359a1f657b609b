/** One run: what it is called, how it ended, how long it took, and what was logged. */

import * as React from 'react';

import { runLabel, statusWord } from '../formatters';
import type { Run } from '../wire';
import { Badge } from './Badge';
import { metricEntries, paramEntries, systemMetricEntries } from './entries';
import { EntryList } from './EntryList';
import { PageLink } from './PageLink';
import { RunActions } from './RunActions';
import { StatusIcon } from './StatusIcon';
import { RunDuration, RunStart } from './times';

export interface RunCardProps {
  run: Run;
  /** The run before it, to mark what changed. */
  previous: Run | undefined;
  /** Whether all that was logged is shown, and in full. */
  whole?: boolean;
  /** Whether it is shown as it was once, not as it is now. */
  still?: boolean;
  /** Whether it says whose it is: its list has others' runs too. */
  ofSeveral?: boolean;
}

export const RunCard = React.memo(function RunCard(props: RunCardProps): React.JSX.Element {
  const { run, previous, whole = false, still = false, ofSeveral = false } = props;
  const { info } = run;
  const name = runLabel(info);
  const metrics = React.useMemo(() => metricEntries(run, whole), [run, whole]);
  const system = React.useMemo(() => systemMetricEntries(run, whole), [run, whole]);
  const params = React.useMemo(() => paramEntries(run, previous), [run, previous]);
  return (
    <li className={`pn-Run${whole ? ' pn-mod-whole' : ''}`} data-run-id={info.run_id} data-status={info.status}>
      <div className="pn-Run-head">
        <StatusIcon status={info.status} still={still} />
        <h3 className="pn-Run-name" title={name}>
          <bdi>{name}</bdi>
        </h3>
        <PageLink experimentId={info.experiment_id} runId={info.run_id} label={`Page of ${name}`} />
      </div>
      <div className="pn-Run-state">
        <span className="pn-Run-status">{statusWord(info.status)}</span>
        {ofSeveral && info.user_id && (
          <span className="pn-Run-user" title={info.user_id}>
            <bdi>{info.user_id}</bdi>
          </span>
        )}
        <RunDuration info={info} still={still} />
        <RunStart info={info} still={still} />
        {info.lifecycle_stage === 'deleted' && <span className="pn-Run-trash">In the trash</span>}
      </div>
      <Badge run={run} />
      <div className="pn-Run-data">
        <EntryList title="Metrics" entries={metrics} whole={whole} />
        <EntryList title="Params" entries={params} whole={whole} />
      </div>
      <div className="pn-Run-foot">
        <RunActions run={run} />
        <EntryList title="System metrics" entries={system} collapsed />
      </div>
    </li>
  );
});
