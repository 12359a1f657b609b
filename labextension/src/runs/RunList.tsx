import * as React from 'react';

import type { RunsModel } from './model';
import type { KnownRuns } from './pages';
import { RunCard } from './RunCard';
import { areOfSeveral } from './users';

export function RunList({ model, known }: { model: RunsModel; known: KnownRuns }): React.JSX.Element {
  const { runs, more } = known;
  const ofSeveral = React.useMemo(() => areOfSeveral(runs), [runs]);
  const subject = model.subject ?? '';
  const scroll = React.useRef<HTMLDivElement>(null);
  React.useLayoutEffect(() => {
    scroll.current?.scrollTo(0, model.places.get(subject) ?? 0);
  }, [model, subject]);
  return (
    <div
      ref={scroll}
      className="pn-Scroll"
      tabIndex={0}
      role="group"
      aria-label="Runs, newest first"
      onScroll={({ currentTarget }) => model.places.set(subject, currentTarget.scrollTop)}
    >
      <ol key={subject} className="pn-RunList">
        {runs.map((run, position) => (
          <RunCard key={run.info.run_id} run={run} previous={runs[position + 1]} ofSeveral={ofSeveral} />
        ))}
      </ol>
      {more && (
        <button type="button" className="pn-Button pn-More" disabled={model.loadingOlder} onClick={() => model.loadOlder()}>
          {model.loadingOlder ? 'Loading…' : 'Show more'}
        </button>
      )}
    </div>
  );
}
