/** The code of a run, asked of the server. */

import type { INotebookContent } from '@jupyterlab/nbformat';
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../server';
import type { RunOfNotebook } from '../tokens';
import type { RestoredVersion, RunVersion, VersionDiff } from '../wire';

/** What a version is compared with. */
export type Other =
  | { runId: string }
  /** The notebook as it is open, unsaved changes included; null when it is not open, then the saved file counts. */
  | { open: INotebookContent | null };

export class Versions {
  constructor(private readonly settings: ServerConnection.ISettings) {}

  async about(run: RunOfNotebook): Promise<RunVersion> {
    return this.ask<RunVersion>(run, 'version');
  }

  async notebook(run: RunOfNotebook): Promise<INotebookContent> {
    return this.ask<INotebookContent>(run, 'notebook');
  }

  async diff(run: RunOfNotebook, other: Other): Promise<VersionDiff> {
    if ('runId' in other) {
      return this.ask<VersionDiff>(run, 'diff', { query: { with: other.runId } });
    }
    return this.ask<VersionDiff>(run, 'diff', other.open ? { method: 'POST', body: other.open } : {});
  }

  /** Writes a copy beside the notebook, never over anything. */
  async restore(run: RunOfNotebook): Promise<RestoredVersion> {
    return this.ask<RestoredVersion>(run, 'restore', { method: 'POST' });
  }

  private async ask<T>(
    { notebook, runId, at }: RunOfNotebook,
    what: string,
    more: { method?: 'POST'; body?: unknown; query?: Record<string, string> } = {}
  ): Promise<T> {
    const query = { notebook, ...(at && { at }), ...more.query };
    const path = `api/provenote/runs/${encodeURIComponent(runId)}/${what}`;
    const { body } = await request<T>({ ...more, path, query }, this.settings);
    return body as T;
  }
}
