/** The runs of one experiment, as the sidebar shows a notebook's; beside them, where there is room, the other experiments. */

import * as React from 'react';

import { RunsModel } from '../runs/model';
import { RunsView } from '../runs/RunsView';
import { askExperiments, fetchRuns } from './ask';
import { InTrash, NoRuns } from './EmptyStates';
import { ExperimentList } from './ExperimentList';
import { useLive } from './live';
import type { PageProps } from './router';

export function ExperimentPage({ at }: PageProps): React.JSX.Element {
  const chosen = at.experiment ?? '';
  return (
    <div className="pn-Page pn-mod-split">
      <Others chosen={chosen} />
      <section className="pn-RunsPanel" aria-label="Experiment runs">
        <Runs experiment={chosen} />
      </section>
    </div>
  );
}

/** What goes wrong here goes wrong, and is told, beside it too. */
function Others({ chosen }: { chosen: string }): React.JSX.Element {
  const { value } = useLive(askExperiments);
  return (
    <aside className="pn-Others">
      <ExperimentList experiments={value?.experiments ?? []} chosen={chosen} />
    </aside>
  );
}

function Runs({ experiment }: { experiment: string }): React.JSX.Element {
  const [model] = React.useState(() => new RunsModel(fetchRuns));
  const [, drawAgain] = React.useReducer((count: number) => count + 1, 0);
  React.useEffect(() => watch(model, drawAgain), [model]);
  React.useEffect(() => model.show(experiment), [model, experiment]);
  const deleted = model.known?.experiment?.lifecycle_stage === 'deleted';
  return (
    <RunsView model={model} act={null} notebook={null} pagesUrl={path => path} unchosen={<></>} empty={deleted ? <InTrash /> : <NoRuns />} />
  );
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
    model.dispose();
    document.removeEventListener('visibilitychange', look);
  };
}
