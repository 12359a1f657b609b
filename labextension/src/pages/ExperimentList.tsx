/** The experiments, by their last runs. */

import * as React from 'react';

import { experimentHash } from '../addresses';
import { runCount, runLabel, statusWord } from '../formatters';
import { StatusIcon } from '../runs/StatusIcon';
import { StartTime } from '../runs/times';
import type { ExperimentOverview } from '../wire';

export interface ExperimentListProps {
  experiments: readonly ExperimentOverview[];
  /** The id of the one that is shown beside the list. */
  chosen?: string;
}

export function ExperimentList({ experiments, chosen }: ExperimentListProps): React.JSX.Element {
  return (
    <nav className="pn-Experiments" aria-label="Experiments">
      <ol className="pn-Experiments-list">
        {experiments.map(experiment => (
          <Row key={experiment.experiment_id} experiment={experiment} chosen={experiment.experiment_id === chosen} />
        ))}
      </ol>
    </nav>
  );
}

const Row = React.memo(function Row({ experiment, chosen }: { experiment: ExperimentOverview; chosen: boolean }) {
  const { experiment_id: id, name, runs } = experiment;
  return (
    <li className="pn-Experiment">
      <a className="pn-Experiment-link" href={experimentHash(id)} aria-current={chosen ? 'page' : undefined}>
        <bdi className="pn-Experiment-name" title={name}>
          {name}
        </bdi>
        {runs !== null && <span className="pn-Experiment-count">{runCount(runs, false)}</span>}
        <LastRun experiment={experiment} />
      </a>
    </li>
  );
});

function LastRun({ experiment: { last_run: run } }: { experiment: ExperimentOverview }): React.JSX.Element | null {
  return (
    run && (
      <span className="pn-Experiment-last" title={`Last run: ${runLabel(run)}, ${statusWord(run.status).toLowerCase()}`}>
        <StatusIcon status={run.status} />
        <bdi>{runLabel(run)}</bdi>
        <StartTime start={run.start_time} />
      </span>
    )
  );
}
