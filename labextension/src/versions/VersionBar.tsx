/** Above a notebook version: what it is, and what can be done with it. */

import * as React from 'react';

import { exactTime, machineTime } from '../formatters';
import type { RunOfNotebook } from '../tokens';
import type { RunVersion } from '../wire';

export interface VersionActions {
  compare: (run: RunOfNotebook) => void;
  restore: (run: RunOfNotebook) => void;
}

const SHORT_HASH = 8;

export interface VersionBarProps {
  run: RunOfNotebook;
  about: RunVersion;
  actions: VersionActions;
}

export function VersionBar({ run, about, actions }: VersionBarProps): React.JSX.Element {
  return (
    <div className="pn-VersionBar" role="region" aria-label="Notebook version">
      <div className="pn-VersionBar-words">
        <strong>
          Read-only: <bdi>{run.notebook}</bdi>{' '}
          {about.changed ? (
            <>
              as it was when <bdi>{run.runName}</bdi> {run.at ? 'ended' : 'started'}
            </>
          ) : (
            <>
              as <bdi>{run.runName}</bdi> ran it
            </>
          )}
        </strong>
        <span>{facts(run, about).join(' · ')}</span>
        {about.disagreement && (
          <span className="pn-VersionBar-warning">The executed cells differ from this: {about.disagreement}.</span>
        )}
        {about.partial && <span className="pn-VersionBar-warning">{about.partial}</span>}
      </div>
      <div className="pn-VersionBar-buttons">
        <button type="button" className="pn-Button" onClick={() => actions.compare(run)}>
          Compare
        </button>
        <button type="button" className="pn-Button" onClick={() => actions.restore(run)}>
          Restore as a copy
        </button>
      </div>
    </div>
  );
}

function facts({ at }: RunOfNotebook, about: RunVersion): string[] {
  const moment = at && about.end_time ? about.end_time : about.start_time;
  const commit = about.git_commit?.slice(0, SHORT_HASH);
  return [
    ...(machineTime(moment) ? [exactTime(moment)] : []),
    ...(about.source === 'browser' ? ['as it was open'] : about.source === 'file' ? ['as it was saved'] : []),
    ...(commit ? [`commit ${commit}${about.git_branch ? ` on ${about.git_branch}` : ''}`] : []),
    ...(about.revision ? [`version ${about.revision.slice(0, SHORT_HASH)}`] : [])
  ];
}
