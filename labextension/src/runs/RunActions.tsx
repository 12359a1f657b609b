/** What can be done with the code of a run. */

import * as React from 'react';

import { CommandIds, REVISION_TAG, type RunOfNotebook } from '../tokens';
import type { Run } from '../wire';

/** Executes a command on a run; null where there are none, as below a cell. */
export type ActOnRun = ((command: string, run: RunOfNotebook) => void) | null;

export const ActOnRunContext = React.createContext<{ act: ActOnRun; notebook: string | null }>({ act: null, notebook: null });

const ACTIONS = [
  { command: CommandIds.openVersion, label: 'Notebook', title: 'Open the notebook as this run ran it' },
  { command: CommandIds.compare, label: 'Compare', title: "Compare this run's code with the notebook as it is now, or with another run" },
  { command: CommandIds.restore, label: 'Restore', title: "Restore this run's notebook as a copy" }
];

export function RunActions({ run }: { run: Run }): React.JSX.Element | null {
  const { act, notebook } = React.useContext(ActOnRunContext);
  const hasVersion = run.data.tags?.some(tag => tag.key === REVISION_TAG) ?? false;
  if (!act || notebook === null || !hasVersion) {
    return null;
  }
  const { run_id: runId, run_name: runName } = run.info;
  return (
    <div className="pn-Run-actions" role="group" aria-label={`Code of ${runName}`}>
      {ACTIONS.map(({ command, label, title }) => (
        <button
          key={command}
          type="button"
          className="pn-Link"
          title={title}
          onClick={() => act(command, { notebook, runId, runName })}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
