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

/** On a run: the commit of its notebook at the run's end, where that is another. `RunTags.END_REVISION`. */
export const END_REVISION_TAG = 'provenote.notebook.revision.end';

/** On an experiment: where its notebook is, if it is a notebook's. `NotebookExperiments.PATH`. */
export const NOTEBOOK_PATH_TAG = 'provenote.notebook.path';

/** On an experiment: that it was deleted with its notebook, and comes back with it. `NotebookExperiments.TRASHED`. */
export const NOTEBOOK_DELETED_TAG = 'provenote.notebook.deleted';

/** What the commands on a run's code take. */
export interface RunOfNotebook {
  /** Relative to the Jupyter root. */
  notebook: string;
  runId: string;
  runName: string;
  /** When it started, in milliseconds since 1970: runs may have one name. */
  runStart?: number;
  /** The notebook as it was when the run ended; as it started, if left out. */
  at?: 'end';
}
