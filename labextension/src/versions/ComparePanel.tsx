/** A run's code against the notebook as it is now, or against another run. */

import { MainAreaWidget } from '@jupyterlab/apputils';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { experimentIcon } from '../icons';
import { ErrorState } from '../runs/ErrorState';
import type { RunOfNotebook } from '../tokens';
import type { NotebookRuns, VersionDiff } from '../wire';
import { DiffView } from './DiffView';
import type { Versions } from './fetch';

export interface ComparisonServices {
  versions: Versions;
  /** The notebook as it is open, null when it is not. */
  openNotebook: (path: string) => INotebookContent | null;
  /** Other runs of the notebook, to compare with. */
  runs: (path: string) => Promise<NotebookRuns['runs']>;
}

interface ComparisonProps extends ComparisonServices {
  run: RunOfNotebook;
}

/** What the run is compared with; the older one of two runs comes first, whichever was opened. */
interface Choice {
  /** Empty for the notebook as it is now. */
  runId: string;
  isOlder: boolean;
}

const NOW: Choice = { runId: '', isOlder: false };

export class ComparePanel extends ReactWidget {
  constructor(
    private run: RunOfNotebook,
    private readonly services: ComparisonServices
  ) {
    super();
    this.addClass('pn-Compare');
  }

  /** Begins anew: the notebook may have been edited since, or have another name. */
  compare(run: RunOfNotebook): void {
    this.run = run;
    this.begun++;
    this.update();
  }

  protected override render(): React.JSX.Element {
    return <Comparison key={this.begun} run={this.run} {...this.services} />;
  }

  private begun = 0;
}

export function comparisonWidget(run: RunOfNotebook, services: ComparisonServices): MainAreaWidget<ComparePanel> {
  const widget = new MainAreaWidget({ content: new ComparePanel(run, services) });
  widget.id = comparisonId(run);
  widget.title.label = `Compare ${run.runName}`;
  widget.title.caption = `How ${run.notebook} differs from what run ${run.runName} ran`;
  widget.title.icon = experimentIcon;
  widget.title.closable = true;
  return widget;
}

export function comparisonId({ runId }: RunOfNotebook): string {
  return `provenote-compare-${runId}`;
}

type State = { diff: VersionDiff } | { error: Error } | 'loading';

function Comparison({ run, versions, openNotebook, runs }: ComparisonProps): React.JSX.Element {
  const [other, setOther] = React.useState(NOW);
  const [state, setState] = React.useState<State>('loading');
  const [asked, setAsked] = React.useState(0);

  React.useEffect(() => {
    let current = true;
    difference(run, other, versions, openNotebook).then(
      diff => current && setState({ diff }),
      (error: unknown) => current && setState({ error: error as Error })
    );
    return () => {
      current = false;
    };
  }, [run, versions, openNotebook, other, asked]);

  const again = () => {
    setState('loading');
    setAsked(asked + 1);
  };
  return (
    <div className="pn-Compare-content" tabIndex={0} role="region" aria-label="Comparison">
      <div className="pn-Compare-head">
        <h2>
          <bdi>{run.runName}</bdi> compared with
        </h2>
        <OtherChoice
          run={run}
          runs={runs}
          value={other}
          choose={choice => {
            setState('loading');
            setOther(choice);
          }}
        />
        <button type="button" className="pn-Button" onClick={again}>
          Compare again
        </button>
      </div>
      <Result state={state} again={again} />
    </div>
  );
}

function difference(
  run: RunOfNotebook,
  { runId, isOlder }: Choice,
  versions: Versions,
  openNotebook: ComparisonProps['openNotebook']
): Promise<VersionDiff> {
  if (isOlder) {
    return versions.diff({ ...run, runId }, { runId: run.runId });
  }
  return versions.diff(run, runId === NOW.runId ? { open: openNotebook(run.notebook) } : { runId });
}

function Result({ state, again }: { state: State; again: () => void }): React.JSX.Element {
  if (state === 'loading') {
    return <p role="status">Comparing…</p>;
  }
  return 'error' in state ? <ErrorState error={state.error} retry={again} /> : <DiffView diff={state.diff} />;
}

interface OtherChoiceProps {
  run: RunOfNotebook;
  runs: ComparisonProps['runs'];
  value: Choice;
  choose: (other: Choice) => void;
}

function OtherChoice({ run, runs, value, choose }: OtherChoiceProps): React.JSX.Element {
  const [known, setKnown] = React.useState<NotebookRuns['runs']>([]);
  React.useEffect(() => {
    // Without the list the notebook as it is now can still be compared with.
    runs(run.notebook).then(setKnown, () => setKnown([]));
  }, [run.notebook, runs]);
  const started = (runId: string) => known.find(({ info }) => info.run_id === runId)?.info.start_time ?? 0;
  const chosen = (runId: string): Choice => ({ runId, isOlder: runId !== NOW.runId && started(runId) < started(run.runId) });
  return (
    <select aria-label="Compare with" value={value.runId} onChange={event => choose(chosen(event.target.value))}>
      <option value={NOW.runId}>the notebook as it is now</option>
      {known
        .filter(({ info }) => info.run_id !== run.runId)
        .map(({ info }) => (
          <option key={info.run_id} value={info.run_id}>
            {info.run_name}
          </option>
        ))}
    </select>
  );
}
