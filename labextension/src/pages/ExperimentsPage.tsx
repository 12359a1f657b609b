/** Every experiment. */

import * as React from 'react';

import { runCount } from '../formatters';
import { ErrorBanner, ErrorState } from '../runs/ErrorState';
import type { ExperimentOverview } from '../wire';
import { askExperiments } from './ask';
import { NoExperiments } from './EmptyStates';
import { ExperimentList } from './ExperimentList';
import { useLive } from './live';
import { useTitle } from './title';

export function ExperimentsPage(): React.JSX.Element {
  const { value, error, refresh } = useLive(askExperiments);
  useTitle('Experiments');
  const experiments = value?.experiments ?? [];
  const Trouble = value ? ErrorBanner : ErrorState;
  return (
    <section className="pn-Page pn-mod-list" aria-label="Experiments">
      <div className="pn-Page-head">
        <h2 className="pn-Page-title">Experiments</h2>
        <span>{total(experiments, Boolean(value?.next_page_token))}</span>
      </div>
      {error && <Trouble error={error} retry={refresh} />}
      {!value && !error && <p className="pn-Waiting">Looking for experiments…</p>}
      {value && (isUsed(experiments) ? <ExperimentList experiments={experiments} /> : <NoExperiments />)}
      {value?.next_page_token && (
        <p className="pn-Waiting">These are the {experiments.length.toLocaleString()} that changed last; there are more.</p>
      )}
    </section>
  );
}

/** The experiment that MLflow makes with every store says nothing to a newcomer. */
function isUsed(experiments: readonly ExperimentOverview[]): boolean {
  return experiments.some(({ last_run: run, name }) => run !== null || name !== 'Default');
}

/** Empty where the store does not count. */
function total(experiments: readonly ExperimentOverview[], more: boolean): string {
  const counts = experiments.flatMap(({ runs }) => runs ?? []);
  return counts.length > 0 && counts.length === experiments.length ? runCount(sum(counts), more) : '';
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
