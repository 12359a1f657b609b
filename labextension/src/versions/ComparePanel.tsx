/** A run's code against the notebook as it is now, or against another run. */

import type { INotebookContent } from '@jupyterlab/nbformat';
import { ReactWidget } from '@jupyterlab/ui-components';
import { type ISignal, Signal } from '@lumino/signaling';
import * as React from 'react';

import { briefTime, dated, tellingLabels } from '../formatters';
import { experimentIcon } from '../icons';
import { ErrorState, ErrorWordsContext } from '../runs/ErrorState';
import type { RunOfNotebook } from '../tokens';
import type { Run, VersionDiff } from '../wire';
import { DiffView } from './DiffView';
import type { Versions } from './fetch';
import type { RunTab } from './place';
import { errorText } from './words';

export interface ComparisonServices {
  versions: Versions;
  /** The notebook as it is open, null when it is not. */
  openNotebook: (path: string) => Promise<INotebookContent | null>;
  /** Other runs of the notebook, to compare with. */
  runs: (path: string) => Promise<OtherRuns>;
}

/** The newest of a notebook's runs. */
export interface OtherRuns {
  runs: readonly Run[];
  /** Whether there are older ones. */
  more: boolean;
}

interface ComparisonProps extends ComparisonServices {
  run: RunOfNotebook;
  other: Choice;
  choose: (other: Choice) => void;
}

/** What the run is compared with; the older one of two runs comes first, whichever was opened. */
export interface Choice {
  /** Empty for the notebook as it is now. */
  runId: string;
  isOlder: boolean;
}

/** What the command that compares takes. */
export interface RunToCompare extends RunOfNotebook {
  /** The notebook as it is now, if left out. */
  with?: Choice;
}

const NOW: Choice = { runId: '', isOlder: false };

export class ComparePanel extends ReactWidget implements RunTab {
  constructor(
    run: RunToCompare,
    private readonly services: ComparisonServices
  ) {
    super();
    this.addClass('pn-Compare');
    this.title.icon = experimentIcon;
    this.set(run);
  }

  get run(): RunOfNotebook {
    return this._args;
  }

  get args(): RunToCompare {
    return this._args;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Begins anew: the notebook may have been edited since. */
  compare(run: RunToCompare): void {
    this.begun++;
    this.set(run);
  }

  renamed(notebook: string): void {
    this.set({ ...this.args, notebook });
  }

  protected override render(): React.JSX.Element {
    const choose = (other: Choice) => this.set({ ...this.args, with: other });
    return <Comparison key={this.begun} run={this.run} other={this.args.with ?? NOW} choose={choose} {...this.services} />;
  }

  private set(run: RunToCompare): void {
    this._args = run;
    this.title.label = `Compare ${run.runName}`;
    this.title.caption = `How ${run.notebook} differs from what run ${dated(run.runName, run.runStart)} ran`;
    this.update();
    this._changed.emit();
  }

  private _args!: RunToCompare;
  private begun = 0;
  private readonly _changed = new Signal<this, void>(this);
}

export function comparisonId({ runId }: RunOfNotebook): string {
  return `provenote-compare-${runId}`;
}

const errorWords = (error: Error) => errorText(error, 'compared');

type State = { diff: VersionDiff } | { error: Error } | 'loading';

function Comparison({ run, other, choose, versions, openNotebook, runs }: ComparisonProps): React.JSX.Element {
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

  const started = briefTime(run.runStart ?? 0);
  const again = () => {
    setState('loading');
    setAsked(asked + 1);
  };
  return (
    <div className="pn-Compare-content" tabIndex={0} role="region" aria-label="Comparison">
      <div className="pn-Compare-head">
        <h2>
          <bdi>{run.runName}</bdi>
          {started && <span className="pn-Compare-start"> ({started})</span>} compared with
        </h2>
        <OtherChoice
          run={run}
          runs={runs}
          asked={asked}
          value={other}
          choose={choice => {
            setState('loading');
            choose(choice);
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

async function difference(
  run: RunOfNotebook,
  { runId, isOlder }: Choice,
  versions: Versions,
  openNotebook: ComparisonProps['openNotebook']
): Promise<VersionDiff> {
  if (isOlder) {
    return versions.diff({ ...run, runId }, { runId: run.runId });
  }
  return versions.diff(run, runId === NOW.runId ? { open: await openNotebook(run.notebook) } : { runId });
}

function Result({ state, again }: { state: State; again: () => void }): React.JSX.Element {
  if (state === 'loading') {
    return <p role="status">Comparing…</p>;
  }
  return 'error' in state ? (
    <ErrorWordsContext.Provider value={errorWords}>
      <ErrorState error={state.error} retry={again} />
    </ErrorWordsContext.Provider>
  ) : (
    <DiffView diff={state.diff} />
  );
}

interface OtherChoiceProps {
  run: RunOfNotebook;
  runs: ComparisonProps['runs'];
  /** Grows each time that the list is wanted anew. */
  asked: number;
  value: Choice;
  choose: (other: Choice) => void;
}

const NONE: OtherRuns = { runs: [], more: false };

function OtherChoice({ run, runs, asked, value, choose }: OtherChoiceProps): React.JSX.Element {
  const [{ runs: known, more }, setKnown] = React.useState(NONE);
  React.useEffect(() => {
    let current = true;
    runs(run.notebook).then(
      others => current && setKnown(others),
      // Without the list, the notebook as it is now and the runs that are known can still be compared with.
      () => undefined
    );
    return () => {
      current = false;
    };
  }, [run.notebook, runs, asked]);
  const labels = React.useMemo(() => tellingLabels(known.map(({ info }) => info)), [known]);
  const started = (runId: string) => known.find(({ info }) => info.run_id === runId)?.info.start_time ?? 0;
  const chosen = (runId: string): Choice => ({ runId, isOlder: runId !== NOW.runId && started(runId) < started(run.runId) });
  const isGone = value.runId !== NOW.runId && !known.some(({ info }) => info.run_id === value.runId);
  return (
    <select aria-label="Compare with" value={value.runId} onChange={event => choose(chosen(event.target.value))}>
      <option value={NOW.runId}>the notebook as it is now</option>
      {[...labels].map(
        ([runId, label]) =>
          runId !== run.runId && (
            <option key={runId} value={runId}>
              {label}
            </option>
          )
      )}
      {isGone && (
        <option value={value.runId} disabled>
          a run that is no longer listed
        </option>
      )}
      {more && <option disabled>older runs are not listed</option>}
    </select>
  );
}
