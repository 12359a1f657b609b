/** What the sidebar shows of one notebook, kept fresh by polling while someone looks. */

import { ISignal, Signal } from '@lumino/signaling';
import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';

import type { Answer } from '../server';
import type { NotebookRuns } from '../wire';
import { KnownRuns, withNewestPage, withOlderPage } from './pages';

/** While the notebook's kernel works, its runs change by the second; otherwise only from outside. */
const BUSY_INTERVAL = 1_000;
const IDLE_INTERVAL = 5_000;

export const FIRST_PAGE = 50;
export const OLDER_PAGE = 200;

export interface RunsQuery {
  notebook: string;
  maxResults: number;
  pageToken?: string;
  ifNoneMatch?: string | undefined;
}

export type FetchRuns = (query: RunsQuery) => Promise<Answer<NotebookRuns>>;

export class RunsModel implements IDisposable {
  constructor(private readonly fetchRuns: FetchRuns) {
    this.poll = new Poll({
      auto: false,
      name: 'provenote:runs',
      factory: () => this.fetchNewest(),
      frequency: { interval: IDLE_INTERVAL, backoff: false },
      standby: () => !this.watched || this._notebook === null
    });
  }

  /** Emitted whenever what is shown may have changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Relative to the Jupyter root; null when no notebook is open. */
  get notebook(): string | null {
    return this._notebook;
  }

  /** Null until the first answer. */
  get known(): KnownRuns | null {
    return this._known;
  }

  /** Why the last request failed; what was known before stays. */
  get error(): Error | null {
    return this._error;
  }

  get loadingOlder(): boolean {
    return this._loadingOlder;
  }

  show(notebook: string | null): void {
    if (notebook === this._notebook) {
      return;
    }
    this._notebook = notebook;
    this._known = null;
    this._error = null;
    this.etag = undefined;
    this._changed.emit();
    this.refresh();
  }

  /** Whether someone looks; nothing is asked while nobody does. */
  setWatched(watched: boolean): void {
    if (watched !== this.watched) {
      this.watched = watched;
      this.refresh();
    }
  }

  /** Whether the notebook's kernel works; asks at once when it has just finished. */
  setBusy(busy: boolean): void {
    if (busy !== this.busy) {
      this.busy = busy;
      this.poll.frequency = { ...this.poll.frequency, interval: busy ? BUSY_INTERVAL : IDLE_INTERVAL };
      this.refresh();
    }
  }

  refresh(): void {
    if (this.watched && this.notebook !== null && !this.isDisposed) {
      void this.poll.refresh();
    }
  }

  async loadOlder(): Promise<void> {
    const known = this._known;
    const notebook = this._notebook;
    if (!known?.nextPageToken || notebook === null || this._loadingOlder) {
      return;
    }
    this._loadingOlder = true;
    this._changed.emit();
    try {
      const query = { notebook, maxResults: OLDER_PAGE, pageToken: known.nextPageToken };
      const { body } = await this.fetchRuns(query);
      if (body && notebook === this._notebook && this._known) {
        this._known = withOlderPage(this._known, body);
      }
    } catch (error) {
      this._error = error as Error;
    } finally {
      this._loadingOlder = false;
      this._changed.emit();
    }
  }

  get isDisposed(): boolean {
    return this.poll.isDisposed;
  }

  dispose(): void {
    this.poll.dispose();
    Signal.clearData(this);
  }

  private async fetchNewest(): Promise<void> {
    const notebook = this._notebook;
    if (notebook === null) {
      return;
    }
    try {
      const answer = await this.fetchRuns({ notebook, maxResults: FIRST_PAGE, ifNoneMatch: this.etag });
      this.take(notebook, answer);
    } catch (error) {
      this.fail(notebook, error as Error);
    }
  }

  private take(notebook: string, { body, etag }: Answer<NotebookRuns>): void {
    if (notebook !== this._notebook) {
      return; // the user has gone on to another notebook
    }
    const nothingNew = body === undefined && this._error === null;
    this._error = null;
    if (body) {
      this._known = withNewestPage(this._known, body);
      this.etag = etag;
    }
    if (!nothingNew) {
      this._changed.emit();
    }
  }

  private fail(notebook: string, error: Error): void {
    if (notebook === this._notebook) {
      this._error = error;
      this._changed.emit();
    }
  }

  private readonly poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private _notebook: string | null = null;
  private _known: KnownRuns | null = null;
  private _error: Error | null = null;
  private _loadingOlder = false;
  private etag: string | undefined;
  private watched = false;
  private busy = false;
}
