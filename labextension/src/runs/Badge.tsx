/** Says on a run that its notebook does not tell what ran; nothing where it does, or nobody knows. */

import * as React from 'react';

import type { Run } from '../wire';

/** Set by the kernel, `RunTags.BADGE`: in a few words what disagrees, or one of the two below, `SessionBadge`'s. */
const BADGE_TAG = 'provenote.notebook.badge';
const AS_SAVED = 'as saved';
const UNSAVED = 'unsaved edits';

export interface Disagreement {
  /** A few. */
  words: string;
  /** One sentence. */
  title: string;
  /** Whether the run's own notebook version agrees. */
  quiet: boolean;
}

export function disagreement(run: Run): Disagreement | undefined {
  const words = run.data.tags?.find(({ key }) => key === BADGE_TAG)?.value;
  switch (words) {
    case undefined:
    case AS_SAVED:
      return undefined;
    case UNSAVED:
      return { words, title: 'What ran was not saved when the run ended; the notebook kept with this run has it.', quiet: true };
    default:
      return { words, title: `Running the notebook of this run from the top would not do what ran: ${words}.`, quiet: false };
  }
}

export function Badge({ run }: { run: Run }): React.JSX.Element | null {
  const found = disagreement(run);
  return found ? (
    <p className={`pn-Badge${found.quiet ? ' pn-mod-quiet' : ''}`} title={found.title}>
      {found.words}
    </p>
  ) : null;
}
