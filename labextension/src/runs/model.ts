/** The runs of one notebook or experiment, kept fresh by polling while someone looks. */

import { ISignal, Signal } from '@lumino/signaling';
import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';

import type { Answer } from '../answers';
import { KnownRuns, type RunsPage, withNewestPage, withOlderPage } from './pages';

/** While the notebook's kernel works, its runs change by the second; otherwise only from outside. */
const BUSY_INTERVAL = 1_000;
const IDLE_INTERVAL = 5_000;

export const FIRST_PAGE = 50;
export const OLDER_PAGE = 200;

export interface RunsQuery {
  /** The path of a notebook, relative to the Jupyter root, or the id of an experiment. */
  subject: string;
  maxResults: number;
  pageToken?: string;
  ifNoneMatch?: string | undefined;
}

export type FetchRuns = (query: RunsQuery) => Promise<Answer<RunsPage>>;

export class RunsModel implements IDisposable {
  constructor(private readonly fetchRuns: FetchRuns) {
    this.poll = new Poll({
      auto: false,
      name: 'provenote:runs',
      factory: () => this.fetchNewest(),
      frequency: { interval: IDLE_INTERVAL, backoff: false },
      standby: () => !this.watched || this._subject === null
    });
  }

  /** Emitted whenever what is shown may have changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** What the runs are of; null when no notebook is open. */
  get subject(): string | null {
    return this._subject;
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

  show(subject: string | null): void {
    if (subject === this._subject) {
      return;
    }
    this._subject = subject;
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
    if (this.watched && this.subject !== null && !this.isDisposed) {
      void this.poll.refresh();
    }
  }

  async loadOlder(): Promise<void> {
    const known = this._known;
    const subject = this._subject;
    if (!known?.nextPageToken || subject === null || this._loadingOlder) {
      return;
    }
    this._loadingOlder = true;
    this._changed.emit();
    try {
      const query = { subject, maxResults: OLDER_PAGE, pageToken: known.nextPageToken };
      const { body } = await this.fetchRuns(query);
      if (body && subject === this._subject && this._known) {
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
    const subject = this._subject;
    if (subject === null) {
      return;
    }
    try {
      const answer = await this.fetchRuns({ subject, maxResults: FIRST_PAGE, ifNoneMatch: this.etag });
      this.take(subject, answer);
    } catch (error) {
      this.fail(subject, error as Error);
    }
  }

  private take(subject: string, { body, etag }: Answer<RunsPage>): void {
    if (subject !== this._subject) {
      return; // the user has gone on
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

  private fail(subject: string, error: Error): void {
    if (subject === this._subject) {
      this._error = error;
      this._changed.emit();
    }
  }

  private readonly poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private _subject: string | null = null;
  private _known: KnownRuns | null = null;
  private _error: Error | null = null;
  private _loadingOlder = false;
  private etag: string | undefined;
  private watched = false;
  private busy = false;
}
