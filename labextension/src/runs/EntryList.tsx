import * as React from 'react';

import type { Entry } from './entries';

/** Enough to compare runs at a glance; runs with a hundred params stay as short as others. */
const SHOWN = 5;

export interface EntryListProps {
  title: string;
  entries: Entry[];
  /** Whether nothing is shown until it is asked for. */
  collapsed?: boolean;
}

export function EntryList({ title, entries, collapsed = false }: EntryListProps): React.JSX.Element | null {
  const [expanded, setExpanded] = React.useState(false);
  if (entries.length === 0) {
    return null;
  }
  // One hidden entry would take the place of the button that shows it.
  const hidden = collapsed ? entries.length : entries.length - SHOWN > 1 ? entries.length - SHOWN : 0;
  const shown = expanded ? entries : entries.slice(0, entries.length - hidden);
  return (
    <div className="pn-Entries" data-kind={title.toLowerCase()}>
      {shown.length > 0 && (
        <>
          <h4 className="pn-Entries-title">{title}</h4>
          <dl className={`pn-Entries-list${expanded ? ' pn-mod-expanded' : ''}`}>
            {shown.map(entry => (
              <EntryRow key={entry.key} entry={entry} />
            ))}
          </dl>
        </>
      )}
      {hidden > 0 && (
        <button type="button" className="pn-Link" aria-expanded={expanded} onClick={() => setExpanded(!expanded)}>
          {expanded ? 'Show fewer' : `${hidden} ${collapsed ? '' : 'more '}${title.toLowerCase()}`}
        </button>
      )}
    </div>
  );
}

function EntryRow({ entry }: { entry: Entry }): React.JSX.Element {
  const { key, value, title, changed } = entry;
  const fullTitle = changed ? `${title} (${changed})` : title;
  return (
    <div className={`pn-Entry${changed ? ' pn-mod-changed' : ''}`} title={fullTitle}>
      <dt className="pn-Entry-key">
        <bdi>{key}</bdi>
      </dt>
      <dd className="pn-Entry-value">
        <bdi>{value}</bdi>
        {changed && <span className="pn-VisuallyHidden"> ({changed})</span>}
      </dd>
    </div>
  );
}
