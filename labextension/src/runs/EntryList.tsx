import * as React from 'react';

import type { Entry } from './entries';

/** Enough to compare runs at a glance; runs with a hundred params stay as short as others. */
const SHOWN = 5;

export interface EntryListProps {
  /** In the plural. */
  title: string;
  entries: Entry[];
  /** Whether nothing is shown until it is asked for. */
  collapsed?: boolean;
  /** Whether all is shown, long values in full. */
  whole?: boolean;
}

export function EntryList({ title, entries, collapsed = false, whole = false }: EntryListProps): React.JSX.Element | null {
  const [expanded, setExpanded] = React.useState(false);
  if (entries.length === 0) {
    return null;
  }
  // One hidden entry would take the place of the button that shows it.
  const hidden = whole ? 0 : collapsed ? entries.length : entries.length - SHOWN > 1 ? entries.length - SHOWN : 0;
  const shown = expanded ? entries : entries.slice(0, entries.length - hidden);
  return (
    <div className="pn-Entries" data-kind={title.toLowerCase()}>
      {shown.length > 0 && (
        <>
          <h4 className="pn-Entries-title">{title}</h4>
          <dl className={`pn-Entries-list${expanded || whole ? ' pn-mod-expanded' : ''}`}>
            {shown.map(entry => (
              <EntryRow key={entry.key} entry={entry} whole={expanded || whole} />
            ))}
          </dl>
        </>
      )}
      {hidden > 0 && (
        <button type="button" className="pn-Link" aria-expanded={expanded} onClick={() => setExpanded(!expanded)}>
          {expanded ? 'Show fewer' : `${hidden} ${collapsed ? '' : 'more '}${counted(title.toLowerCase(), hidden)}`}
        </button>
      )}
    </div>
  );
}

function counted(plural: string, count: number): string {
  return count === 1 ? plural.replace(/s$/, '') : plural;
}

function EntryRow({ entry, whole }: { entry: Entry; whole: boolean }): React.JSX.Element {
  const [pressed, setPressed] = React.useState(false);
  const { key, value, title, changed } = entry;
  const fullTitle = changed ? `${title} (${changed})` : title;
  const shown = <bdi>{value}</bdi>;
  return (
    <div className={`pn-Entry${changed ? ' pn-mod-changed' : ''}`} title={fullTitle} data-whole={pressed || undefined} data-lines={value.includes('\n') || undefined}>
      <dt className="pn-Entry-key">
        <bdi>{key}</bdi>
      </dt>
      <dd className="pn-Entry-value">
        {isLong(key, value) && !whole ? (
          <button type="button" aria-expanded={pressed} onClick={() => setPressed(!pressed)}>
            {shown}
          </button>
        ) : (
          shown
        )}
        {changed && <span className="pn-VisuallyHidden"> ({changed})</span>}
      </dd>
    </div>
  );
}

/** Whether a name and its value may not fit beside each other, or the value has lines that one line does not show. */
function isLong(key: string, value: string): boolean {
  return key.length > 18 || value.length > 20 || value.includes('\n');
}
