import * as React from 'react';

import type { RunStatus } from '../wire';

const SHAPES: Record<RunStatus, React.JSX.Element> = {
  RUNNING: <path d="M8 2a6 6 0 0 1 6 6" />,
  SCHEDULED: <path d="M8 4.5V8l2.5 1.5" />,
  FINISHED: <path d="m5 8.2 2.2 2.2L11.2 6" />,
  FAILED: <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" />,
  KILLED: <path d="M5.5 8h5" />
};

/** Decoration: the status stands beside it as a word. */
export function StatusIcon({ status, still = false }: { status: RunStatus; still?: boolean }): React.JSX.Element {
  return (
    <svg className={`pn-StatusIcon${still ? ' pn-mod-still' : ''}`} data-status={status} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      {SHAPES[status]}
    </svg>
  );
}
