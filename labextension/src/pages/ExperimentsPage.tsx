/** Every experiment. */

import * as React from 'react';

import { runCount } from '../formatters';
import { ErrorBanner, ErrorState } from '../runs/ErrorState';
import { askExperiments } from './ask';
import { NoExperiments } from './EmptyStates';
import { ExperimentList } from './ExperimentList';
import { useLive } from './live';

export function ExperimentsPage(): React.JSX.Element {
  const { value, error, refresh } = useLive(askExperiments);
  if (value === null) {
    return error ? <ErrorState error={error} retry={refresh} /> : <p className="pn-Waiting">Looking for experiments…</p>;
  }
  const { experiments } = value;
  // The experiment that MLflow makes with every store says nothing to a newcomer.
  const used = experiments.some(({ last_run: run, name }) => run !== null || name !== 'Default');
  return (
    <>
      {error && <ErrorBanner error={error} retry={refresh} />}
      {used ? (
        <section className="pn-Page pn-mod-list" aria-label="Experiments">
          <h2 className="pn-Page-title">
            Experiments <span className="pn-Page-note">{total(experiments)}</span>
          </h2>
          <ExperimentList experiments={experiments} />
        </section>
      ) : (
        <NoExperiments />
      )}
    </>
  );
}

function total(experiments: readonly { runs: number | null }[]): string {
  return experiments.every(({ runs }) => runs !== null)
    ? runCount(
        experiments.reduce((sum, { runs }) => sum + (runs ?? 0), 0),
        false
      )
    : '';
}
