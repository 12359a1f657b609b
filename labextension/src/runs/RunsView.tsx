/** The whole content of the sidebar: heading, trouble if any, and the runs or what to do to get some. */

import { refreshIcon } from '@jupyterlab/ui-components';
import * as React from 'react';

import { runCount } from '../formatters';
import { EmptyState, NoNotebook } from './EmptyState';
import { ErrorBanner, ErrorState } from './ErrorState';
import type { RunsModel } from './model';
import type { KnownRuns } from './pages';
import { type ActOnRun, ActOnRunContext } from './RunActions';
import { RunList } from './RunList';

export interface RunsViewProps {
  model: RunsModel;
  insertCell: (source: string) => void;
  act: ActOnRun;
}

export function RunsView({ model, insertCell, act }: RunsViewProps): React.JSX.Element {
  const { notebook } = model;
  const actions = React.useMemo(() => ({ act, notebook }), [act, notebook]);
  return (
    <ActOnRunContext.Provider value={actions}>
      <div className="pn-Runs">
        <Header model={model} />
        <Content model={model} insertCell={insertCell} />
      </div>
    </ActOnRunContext.Provider>
  );
}

function Content({ model, insertCell }: Omit<RunsViewProps, 'act'>): React.JSX.Element {
  const { notebook, known, error } = model;
  const retry = () => model.refresh();
  if (notebook === null) {
    return <NoNotebook />;
  }
  if (known === null) {
    return error ? <ErrorState error={error} retry={retry} /> : <Loading />;
  }
  return (
    <>
      {error && <ErrorBanner error={error} retry={retry} />}
      {known.runs.length === 0 ? <EmptyState insertCell={insertCell} /> : <RunList model={model} known={known} />}
    </>
  );
}

function Header({ model }: { model: RunsModel }): React.JSX.Element {
  return (
    <div className="pn-Header">
      <h2 className="pn-Header-title">Experiment runs</h2>
      <button
        type="button"
        className="pn-IconButton"
        title="Refresh"
        aria-label="Refresh"
        disabled={model.notebook === null}
        onClick={() => model.refresh()}
      >
        <refreshIcon.react tag="span" />
      </button>
      <Experiment model={model} />
    </div>
  );
}

function Experiment({ model }: { model: RunsModel }): React.JSX.Element | null {
  const { notebook, known } = model;
  if (notebook === null) {
    return null;
  }
  const name = known?.experiment?.name ?? notebook;
  return (
    <div className="pn-Header-experiment">
      <bdi className="pn-Header-name" title={name}>
        {name}
      </bdi>
      {known && known.runs.length > 0 && <Count known={known} />}
    </div>
  );
}

function Count({ known }: { known: KnownRuns }): React.JSX.Element {
  const running = known.runs.filter(run => run.info.status === 'RUNNING').length;
  return (
    <span className="pn-Header-count" role="status">
      {runCount(known.runs.length, known.nextPageToken !== null)}
      {running > 0 && `, ${running} running`}
    </span>
  );
}

function Loading(): React.JSX.Element {
  return (
    <div className="pn-State" role="status">
      <p className="pn-State-detail">Looking for runs…</p>
    </div>
  );
}
