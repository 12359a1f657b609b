/** The runs known to the browser: the newest page, asked for again and again, and older pages, asked for once. */

import type { Experiment, NotebookRuns, Run } from '../wire';

export interface KnownRuns {
  readonly experiment: Experiment | null;
  /** Newest first, each run once. */
  readonly runs: readonly Run[];
  readonly nextPageToken: string | null;
}

/** A fresh first page over what was known: takes its word for all that is as new as its oldest run. */
export function withNewestPage(known: KnownRuns | null, page: NotebookRuns): KnownRuns {
  const older = page.next_page_token ? olderThan(known, page) : [];
  return {
    experiment: page.experiment,
    runs: keepUnchanged(known, [...page.runs, ...older]),
    nextPageToken: older.length && known ? known.nextPageToken : page.next_page_token
  };
}

/** The next older page at the end of what was known. */
export function withOlderPage(known: KnownRuns, page: NotebookRuns): KnownRuns {
  const ids = new Set(known.runs.map(run => run.info.run_id));
  return {
    experiment: known.experiment,
    runs: [...known.runs, ...page.runs.filter(run => !ids.has(run.info.run_id))],
    nextPageToken: page.next_page_token
  };
}

function olderThan(known: KnownRuns | null, page: NotebookRuns): readonly Run[] {
  const oldest = page.runs.at(-1);
  if (!known || !oldest || known.experiment?.experiment_id !== page.experiment?.experiment_id) {
    return [];
  }
  const inPage = new Set(page.runs.map(run => run.info.run_id));
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
