/** Leads to the web page of an experiment or a run, where there is one. */

import * as React from 'react';

import { experimentHash, runHash } from '../addresses';

/** The address of the web pages, null where there are none; the empty address is the page that one looks at. */
export const PagesContext = React.createContext<string | null>(null);

export interface PageLinkProps {
  experimentId: string;
  /** Of the run; without it the link is the experiment's. */
  runId?: string;
  /** What the link leads to, for who does not see it. */
  label: string;
}

export function PageLink({ experimentId, runId, label }: PageLinkProps): React.JSX.Element | null {
  const pages = React.useContext(PagesContext);
  // The page that one looks at is the experiment's, and leads to its runs only.
  if (pages === null || (pages === '' && runId === undefined)) {
    return null;
  }
  const hash = runId === undefined ? experimentHash(experimentId) : runHash(experimentId, runId);
  const elsewhere = pages === '' ? {} : { target: '_blank', rel: 'noopener' };
  return (
    <a className="pn-PageLink" href={pages + hash} title={label} aria-label={label} {...elsewhere}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M6.5 3H3v10h10V9.5M9 3h4v4M13 3 7.5 8.5" />
      </svg>
    </a>
  );
}
