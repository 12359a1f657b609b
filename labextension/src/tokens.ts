/** Names that more than one plugin, test or schema uses. */

export const CommandIds = {
  toggleRuns: 'provenote:toggle-runs',
  openVersion: 'provenote:open-version',
  compare: 'provenote:compare',
  restore: 'provenote:restore'
} as const;

export const RUNS_PANEL_ID = 'provenote-runs';

/** On a run: the commit that holds its notebook's version. `RunTags.REVISION` on the server's side. */
export const REVISION_TAG = 'provenote.notebook.revision';

/** What the commands on a run's code take. */
export interface RunOfNotebook {
  /** Relative to the Jupyter root. */
  notebook: string;
  runId: string;
  runName: string;
}
