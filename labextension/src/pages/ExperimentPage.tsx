/** The runs of one experiment, as the sidebar shows a notebook's; beside them, where there is room, the other experiments. */

import * as React from 'react';

import type { RunsModel } from '../runs/model';
import { RunsView } from '../runs/RunsView';
import { askExperiments } from './ask';
import { InTrash, NoRuns } from './EmptyStates';
import { ExperimentList } from './ExperimentList';
import { useLive } from './live';
import { runsOf, takeLastRun } from './lookedAt';
import type { PageProps } from './router';
import { useTitle } from './title';

export function ExperimentPage({ at }: PageProps): React.JSX.Element {
  const chosen = at.experiment ?? '';
  // What goes wrong with it goes wrong with the runs too, and is told there.
  const experiments = useLive(askExperiments).value?.experiments ?? [];
  const total = experiments.find(({ experiment_id: id }) => id === chosen)?.runs;
  return (
    <div className="pn-Page pn-mod-split">
      <aside className="pn-Others">
        <ExperimentList experiments={experiments} chosen={chosen} />
      </aside>
      <section className="pn-RunsPanel" aria-label="Experiment runs">
        <Runs experiment={chosen} total={total} />
      </section>
    </div>
  );
}

function Runs({ experiment, total }: { experiment: string; total: number | null | undefined }): React.JSX.Element {
  const model = React.useMemo(() => runsOf(experiment), [experiment]);
  const [, drawAgain] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => watch(model, drawAgain), [model]);
  React.useEffect(bringLastRunInSight, [model]);
  const known = model.known?.experiment;
  useTitle(known?.name ?? 'Experiment');
  const empty = known?.lifecycle_stage === 'deleted' ? <InTrash experiment={known} /> : <NoRuns experiment={known ?? null} />;
  return <RunsView model={model} act={null} notebook={null} pagesUrl={path => path} unchosen={<></>} empty={empty} total={total} />;
}

function bringLastRunInSight(): void {
  const run = takeLastRun();
  if (run) {
    document.querySelector(`[data-run-id="${CSS.escape(run)}"]`)?.scrollIntoView({ block: 'center' });
  }
}

/** Keeps the model fresh while the tab is in sight, more often while a run goes on; returns what ends both. */
function watch(model: RunsModel, drawAgain: () => void): () => void {
  const changed = () => {
    model.setBusy(model.known?.runs.some(run => run.info.status === 'RUNNING') ?? false);
    drawAgain();
  };
  const look = () => model.setWatched(document.visibilityState === 'visible');
  model.changed.connect(changed);
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    model.changed.disconnect(changed);
    model.setWatched(false);
    document.removeEventListener('visibilitychange', look);
  };
}
