/** The whole content of the sidebar, and of an experiment's page: heading, trouble if any, and the runs or what to do to get some. */

import * as React from 'react';

import { shownCount } from '../formatters';
import { ErrorBanner, ErrorState } from './ErrorState';
import type { RunsModel } from './model';
import { PageLink, PagesContext } from './PageLink';
import type { KnownRuns } from './pages';
import { type ActOnRun, ActOnRunContext } from './RunActions';
import { RunList } from './RunList';

export interface RunsViewProps {
  model: RunsModel;
  act: ActOnRun;
  /** The path of the notebook that `act` acts on; null where there is none. */
  notebook: string | null;
  /** Where the web pages are that the server names by `path`. */
  pagesUrl: (path: string) => string;
  /** Shown when nothing is chosen whose runs could be shown. */
  unchosen: React.JSX.Element;
  /** Shown in the place of runs when there are none. */
  empty: React.JSX.Element;
  /** How many runs there are, the ones that are not shown yet included; null or left out where that is not known. */
  total?: number | null | undefined;
}

export function RunsView({ model, act, notebook, pagesUrl, unchosen, empty, total }: RunsViewProps): React.JSX.Element {
  const pages = model.known?.pages ?? null;
  const actions = React.useMemo(() => ({ act, notebook }), [act, notebook]);
  return (
    <ActOnRunContext.Provider value={actions}>
      <PagesContext.Provider value={pages === null ? null : pagesUrl(pages)}>
        <div className="pn-Runs">
          <Header model={model} total={total} />
          <Content model={model} unchosen={unchosen} empty={empty} />
        </div>
      </PagesContext.Provider>
    </ActOnRunContext.Provider>
  );
}

function Content({ model, unchosen, empty }: Pick<RunsViewProps, 'model' | 'unchosen' | 'empty'>): React.JSX.Element {
  const { subject, known, error } = model;
  const retry = () => model.refresh();
  if (subject === null) {
    return unchosen;
  }
  if (known === null) {
    return error ? <ErrorState error={error} retry={retry} /> : <Loading />;
  }
  return (
    <>
      {error && <ErrorBanner error={error} retry={retry} />}
      {known.runs.length === 0 ? empty : <RunList model={model} known={known} />}
    </>
  );
}

function Header({ model, total }: Pick<RunsViewProps, 'model' | 'total'>): React.JSX.Element {
  return (
    <div className="pn-Header">
      <h2 className="pn-Header-title">Experiment runs</h2>
      <button
        type="button"
        className="pn-IconButton"
        title="Refresh"
        aria-label="Refresh"
        disabled={model.subject === null}
        onClick={() => model.refresh()}
      >
        <svg className="pn-RefreshIcon" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3" />
        </svg>
      </button>
      <Experiment model={model} total={total} />
    </div>
  );
}

function Experiment({ model, total }: Pick<RunsViewProps, 'model' | 'total'>): React.JSX.Element | null {
  const { subject, known } = model;
  if (subject === null) {
    return null;
  }
  const experiment = known?.experiment ?? null;
  const name = experiment?.name ?? subject;
  return (
    <div className="pn-Header-experiment">
      <bdi className="pn-Header-name" title={name}>
        {name}
      </bdi>
      {experiment && <PageLink experimentId={experiment.experiment_id} label={`Page of ${experiment.name}`} />}
      {known && known.runs.length > 0 && <Count known={known} total={total} />}
    </div>
  );
}

function Count({ known, total }: { known: KnownRuns; total: RunsViewProps['total'] }): React.JSX.Element {
  const running = known.runs.filter(run => run.info.status === 'RUNNING').length;
  return (
    <span className="pn-Header-count" role="status">
      {shownCount(known.runs.length, known.more, total)}
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
