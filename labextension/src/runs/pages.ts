/** The runs known to the browser: the newest, asked for again and again, and older ones, asked for when the user wants them. */

import type { Experiment, NotebookRuns, Run } from '../wire';

/** A page of runs as the server sends it, of a notebook or of an experiment. */
export type RunsPage = Pick<NotebookRuns, 'experiment' | 'runs' | 'next_page_token' | 'pages'>;

export interface KnownRuns {
  readonly experiment: Experiment | null;
  /** Newest first, each run once. */
  readonly runs: readonly Run[];
  /** Whether there are older runs than these. */
  readonly more: boolean;
  /** Where the web pages of these runs are, as the server says it; null where there are none. */
  readonly pages: string | null;
}

/** Enough of the newest runs to see again all that went on when they were last seen. */
export function newestAgain(known: KnownRuns | null, atLeast: number): number {
  const running = known?.runs.map(run => run.info.status).lastIndexOf('RUNNING') ?? -1;
  return Math.max(atLeast, running + 1);
}

/**
 * A fresh first page over what was known: takes its word for all that is as new as its oldest run. Where it holds nothing that
 * was known, there may be others in between: then it is all that is known, and what follows can be asked for.
 */
export function withNewestPage(known: KnownRuns | null, page: RunsPage): KnownRuns {
  const older = page.next_page_token ? olderThan(known, page) : [];
  return {
    experiment: page.experiment,
    runs: keepUnchanged(known, [...page.runs, ...older]),
    more: older.length && known ? known.more : page.next_page_token !== null,
    pages: page.pages
  };
}

/** One page with the page that follows it. */
export function withNextPage(page: RunsPage, next: RunsPage): RunsPage {
  const ids = new Set(page.runs.map(run => run.info.run_id));
  const others = next.runs.filter(run => !ids.has(run.info.run_id));
  return { ...page, runs: [...page.runs, ...others], next_page_token: next.next_page_token };
}

function olderThan(known: KnownRuns | null, page: RunsPage): readonly Run[] {
  const oldest = page.runs.at(-1);
  if (!known || !oldest || known.experiment?.experiment_id !== page.experiment?.experiment_id) {
    return [];
  }
  const inPage = new Set(page.runs.map(run => run.info.run_id));
  if (!known.runs.some(run => inPage.has(run.info.run_id))) {
    return [];
  }
  return known.runs.filter(
    run => run.info.start_time <= oldest.info.start_time && !inPage.has(run.info.run_id)
  );
}

/** A run that did not change stays the same object, so that it is not drawn again. */
function keepUnchanged(known: KnownRuns | null, runs: readonly Run[]): readonly Run[] {
  const before = new Map(known?.runs.map(run => [run.info.run_id, run]));
  return runs.map(run => {
    const old = before.get(run.info.run_id);
    return old && (old === run || JSON.stringify(old) === JSON.stringify(run)) ? old : run;
  });
}
