/** What can be done with the code of a run. */

import * as React from 'react';

import { runLabel } from '../formatters';
import { CommandIds, END_REVISION_TAG, REVISION_TAG, type RunOfNotebook } from '../tokens';
import type { Run } from '../wire';

/** Executes a command on a run; null where there are none, as below a cell. */
export type ActOnRun = ((command: string, run: RunOfNotebook) => void) | null;

export const ActOnRunContext = React.createContext<{ act: ActOnRun; notebook: string | null }>({ act: null, notebook: null });

interface Action {
  command: string;
  label: string;
  title: string;
  at?: 'end';
}

const NOTEBOOK: Action[] = [{ command: CommandIds.openVersion, label: 'Notebook', title: 'Open the notebook as this run ran it' }];

/** Where cells were edited or ran while the run did. */
const NOTEBOOKS: Action[] = [
  { command: CommandIds.openVersion, label: 'Notebook at start', title: 'Open the notebook as it was when this run started' },
  { command: CommandIds.openVersion, label: 'at end', title: 'Open the notebook as it was when this run ended', at: 'end' }
];

const ACTIONS: Action[] = [
  { command: CommandIds.compare, label: 'Compare', title: "Compare this run's code with the notebook as it is now, or with another run" },
  { command: CommandIds.restore, label: 'Restore', title: "Restore this run's notebook as a copy" }
];

export function RunActions({ run }: { run: Run }): React.JSX.Element | null {
  const { act, notebook } = React.useContext(ActOnRunContext);
  const has = (tag: string) => run.data.tags?.some(({ key }) => key === tag) ?? false;
  if (!act || notebook === null || !has(REVISION_TAG)) {
    return null;
  }
  const { run_id: runId, start_time: runStart } = run.info;
  const runName = runLabel(run.info);
  const actions = [...(has(END_REVISION_TAG) ? NOTEBOOKS : NOTEBOOK), ...ACTIONS];
  return (
    <div className="pn-Run-actions" role="group" aria-label={`Code of ${runName}`}>
      {actions.map(({ command, label, title, at }) => (
        <button
          key={label}
          type="button"
          className="pn-Link"
          title={title}
          aria-label={at && `Notebook ${label}`}
          onClick={() => act(command, { notebook, runId, runName, runStart, ...(at && { at }) })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
