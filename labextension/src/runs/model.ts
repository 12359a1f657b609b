/** The runs of one notebook or experiment, kept fresh by polling while someone looks. */

import { ISignal, Signal } from '@lumino/signaling';
import { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';

import type { Answer } from '../answers';
import { KnownRuns, newestAgain, type RunsPage, withNewestPage, withNextPage } from './pages';

/** While the notebook's kernel works, its runs change by the second; otherwise only from outside. */
const BUSY_INTERVAL = 1_000;
const IDLE_INTERVAL = 5_000;

export const FIRST_PAGE = 50;
export const OLDER_PAGE = 200;

/** Subjects whose runs are kept: more would hold more runs than anybody comes back to. */
const KEPT = 5;

/** The most that the server gives at once. */
const LARGEST_PAGE = 1_000;

export interface RunsQuery {
  /** The path of a notebook, relative to the Jupyter root, or the id of an experiment. */
  subject: string;
  maxResults: number;
  pageToken?: string;
  ifNoneMatch?: string | undefined;
}

export type FetchRuns = (query: RunsQuery) => Promise<Answer<RunsPage>>;

export class RunsModel implements IDisposable {
  /** How far down the reader was in the runs of a subject, in pixels. */
  readonly places = new Map<string, number>();

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
    if (this._subject !== null && this._known) {
      this.keep(this._subject, this._known);
    }
    this._subject = subject;
    this._known = (subject !== null && this.left.get(subject)) || null;
    this._error = null;
    this._loadingOlder = false;
    this.etag = undefined;
    this.wanted = 0;
    this.visit++;
    this._changed.emit();
    this.askAgain();
  }

  /** Whether someone looks; nothing is asked while nobody does. */
  setWatched(watched: boolean): void {
    if (watched !== this.watched) {
      this.watched = watched;
      this.askAgain();
    }
  }

  /** Whether the notebook's kernel works; asks at once when it has just finished. */
  setBusy(busy: boolean): void {
    if (busy !== this.busy) {
      this.busy = busy;
      this.poll.frequency = { ...this.poll.frequency, interval: busy ? BUSY_INTERVAL : IDLE_INTERVAL };
      this.askAgain();
    }
  }

  /** Asks at once for all that is shown, older runs too. */
  refresh(): void {
    this.askForAll(0);
  }

  /** Asks for as many older runs as a page holds. */
  loadOlder(): void {
    if (this._known?.more && !this._loadingOlder) {
      this._loadingOlder = true;
      this.askForAll(OLDER_PAGE);
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

  private keep(subject: string, known: KnownRuns): void {
    this.left.delete(subject);
    this.left.set(subject, known);
    const [oldest] = this.left.keys();
    if (this.left.size > KEPT && oldest !== undefined) {
      this.left.delete(oldest);
    }
  }

  /** From the newest on: a page token counts runs, and would pass over as many as were deleted since it was given. */
  private askForAll(more: number): void {
    this.etag = undefined;
    this.wanted = (this._known?.runs.length ?? 0) + more;
    this.askAgain();
  }

  /** Whatever is under way: its answer may be late, or of what was shown before. */
  private askAgain(): void {
    if (this.watched && this.subject !== null && !this.isDisposed) {
      void this.poll.schedule({ interval: Poll.IMMEDIATE, phase: 'refreshed' });
    }
  }

  private async fetchNewest(): Promise<void> {
    const { _subject: subject, visit } = this;
    if (subject === null) {
      return;
    }
    const request = ++this.requests;
    const { wanted } = this;
    const maxResults = Math.min(LARGEST_PAGE, newestAgain(this._known, Math.max(FIRST_PAGE, wanted)));
    // Of what the user asks for, an earlier answer's tag says nothing: 'unchanged' would leave it out.
    const ifNoneMatch = wanted > 0 ? undefined : this.etag;
    const outcome = await this.fetchAtLeast(wanted, { subject, maxResults, ifNoneMatch }).catch(
      (error: unknown) => error as Error
    );
    if (visit !== this.visit || request < this.answered) {
      return; // the user has gone on, or a later answer was faster
    }
    this.answered = request;
    if (wanted >= this.wanted) {
      this.wanted = 0;
      this._loadingOlder = false;
    }
    if (outcome instanceof Error) {
      this._error = outcome;
      this._changed.emit();
    } else {
      this.take(outcome);
    }
  }

  /** The newest page, and as many after it as it takes for what the user has asked to see. */
  private async fetchAtLeast(wanted: number, { subject, maxResults, ifNoneMatch }: RunsQuery): Promise<Answer<RunsPage>> {
    const { body, etag } = await this.fetchRuns({ subject, maxResults, ifNoneMatch });
    let page = body;
    let before = 0;
    while (page?.next_page_token && page.runs.length < wanted && page.runs.length > before) {
      before = page.runs.length;
      const next = await this.fetchRuns({
        subject,
        maxResults: Math.min(LARGEST_PAGE, wanted - before),
        pageToken: page.next_page_token
      });
      page = next.body && withNextPage(page, next.body);
    }
    return { body: page, etag };
  }

  private take({ body, etag }: Answer<RunsPage>): void {
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

  /** What was known of the subjects that were shown last: who comes back finds them at once. */
  private readonly left = new Map<string, KnownRuns>();
  private readonly poll: Poll;
  private readonly _changed = new Signal<this, void>(this);
  private _subject: string | null = null;
  private _known: KnownRuns | null = null;
  private _error: Error | null = null;
  private _loadingOlder = false;
  private etag: string | undefined;

  /** How many runs the user has asked to see; 0 when that was answered. */
  private wanted = 0;

  /** Grows with each subject: what belongs to an earlier one is dropped. */
  private visit = 0;

  /** Requests for the newest runs, and the latest of them that was answered. */
  private requests = 0;
  private answered = 0;
  private watched = false;
  private busy = false;
}
