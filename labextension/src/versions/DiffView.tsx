/**
 * How two versions differ: what came of the two runs, then why, the smallest explanation first, with the cells side by side and what
 * changed in them.
 */

import * as React from 'react';

import { briefTime, paramValue } from '../formatters';
import type { Aspect, CellChange, Change, Explanation, Line, RunDiff, VersionDiff, VersionDiffSide } from '../wire';
import { compareMetrics } from './metrics';

const ASPECTS: Record<Aspect, string> = {
  PARAMS: 'Params',
  NOTEBOOK: 'Notebook',
  EXECUTED_CELLS: 'Executed cells',
  FILES: 'Files',
  JARS: 'Jars',
  JDK: 'JDK',
  KERNEL: 'Kernel',
  OS: 'Operating system',
  COMMIT: 'Git commit'
};

export function DiffView({ diff: { before, after, diff } }: { diff: VersionDiff }): React.JSX.Element {
  const explanations = diff.explanations ?? [];
  const unread = diff.unread ?? [];
  return (
    <>
      {explanations.length === 0 ? (
        <p className="pn-Diff-same" role="status">
          {diff.notebook ? 'No difference: the code, and all that is known of what it ran on, is the same.' : 'No difference is known.'}
        </p>
      ) : (
        <p className="pn-Diff-same">
          What changed from <Side side={before} /> to {after.run_id === undefined ? 'now' : <Side side={after} />}:
        </p>
      )}
      {(!diff.notebook || unread.length > 0) && (
        <p className="pn-Diff-same">
          <NotCompared before={before} after={after} unread={unread} executed={diff.executed !== undefined} />
        </p>
      )}
      {after.run_id !== undefined && <Metrics before={before} after={after} />}
      {explanations.map(explanation => (
        <section key={explanation.aspect} className="pn-Diff-aspect" data-aspect={explanation.aspect}>
          <h3>{ASPECTS[explanation.aspect]}</h3>
          <Details explanation={explanation} diff={diff} />
        </section>
      ))}
    </>
  );
}

/** Runs may have one name: their starts tell them apart. */
function Side({ side: { name, start_time: start } }: { side: VersionDiffSide }): React.JSX.Element {
  const started = start !== undefined && briefTime(start);
  return (
    <>
      <bdi>{name}</bdi>
      {started && ` (${started})`}
    </>
  );
}

interface NotComparedProps {
  before: VersionDiffSide;
  after: VersionDiffSide;
  /** Why notebooks and records that are kept are not compared. */
  unread: readonly string[];
  /** Whether the cells that ran are compared: a server has them of every run. */
  executed: boolean;
}

/** A notebook stays with who ran it. */
function NotCompared({ before, after, unread, executed }: NotComparedProps): React.JSX.Element {
  if (unread.length > 0) {
    return (
      <>
        {unread.map((why, index) => (
          <div key={index}>
            <bdi>{why}</bdi>
          </div>
        ))}
        {executed && <div>The cells that ran are compared.</div>}
      </>
    );
  }
  if (after.run_id === undefined) {
    return (
      <>
        The notebook of <Side side={before} /> is not kept here, so it cannot be compared with now.
      </>
    );
  }
  return <>The notebooks cannot be compared, as not both are kept here{executed && '; the cells that ran are'}.</>;
}

/** Nothing where neither run has any. */
function Metrics({ before, after }: { before: VersionDiffSide; after: VersionDiffSide }): React.JSX.Element | null {
  const { changes, same } = compareMetrics(before.metrics ?? [], after.metrics ?? []);
  if (changes.length + same === 0) {
    return null;
  }
  return (
    <section className="pn-Diff-aspect" data-aspect="METRICS">
      <h3>Metrics</h3>
      {changes.length > 0 && <Changes changes={changes} />}
      {same > 0 && <p className="pn-Diff-same">{`${same} ${same === 1 ? 'metric is' : 'metrics are'} the same.`}</p>}
    </section>
  );
}

function Details({ explanation, diff }: { explanation: Explanation; diff: RunDiff }): React.JSX.Element {
  const cells = explanation.aspect === 'NOTEBOOK' ? diff.notebook : explanation.aspect === 'EXECUTED_CELLS' ? diff.executed : undefined;
  return cells?.cells ? <Cells cells={cells.cells} /> : <Changes changes={explanation.changes ?? []} />;
}

function Changes({ changes }: { changes: Change[] }): React.JSX.Element {
  return (
    <table className="pn-Diff-changes">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td data-side="before">{before === undefined ? '–' : paramValue(before)}</td>
            <td data-side="after">{after === undefined ? '–' : paramValue(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ cells }: { cells: CellChange[] }): React.JSX.Element {
  const shown = cells.filter(cell => cell.kind !== 'SAME');
  const same = cells.length - shown.length;
  return (
    <>
      {shown.map((cell, position) => (
        <Cell key={cell.cell_id ?? position} cell={cell} />
      ))}
      {same > 0 && <p className="pn-Diff-same">{`${same} ${same === 1 ? 'cell is' : 'cells are'} the same.`}</p>}
    </>
  );
}

function Cell({ cell }: { cell: CellChange }): React.JSX.Element {
  return (
    <figure className="pn-Diff-cell" data-kind={cell.kind}>
      <figcaption>{caption(cell)}</figcaption>
      <pre>
        {(cell.lines ?? []).map((line, position) => (
          <LineOf key={position} line={line} />
        ))}
      </pre>
    </figure>
  );
}

function LineOf({ line }: { line: Line }): React.JSX.Element {
  const text = (line.text || ' ') + '\n';
  switch (line.kind) {
    case 'ADDED':
      return <ins>{text}</ins>;
    case 'REMOVED':
      return <del>{text}</del>;
    case 'SAME':
      return <span>{text}</span>;
  }
}

function caption({ kind, position_before, position_after, cell_kind, outputs_changed }: CellChange): string {
  const what = cell_kind === 'CODE' ? 'Cell' : cell_kind === 'MARKDOWN' ? 'Text' : 'Raw cell';
  const outputs = outputs_changed && kind !== 'ADDED' && kind !== 'REMOVED' ? ', outputs changed' : '';
  switch (kind) {
    case 'ADDED':
      return `${what} ${position_after ?? ''} added`;
    case 'REMOVED':
      return `${what} ${position_before ?? ''} removed`;
    case 'MOVED':
      return `${what} moved from ${position_before ?? ''} to ${position_after ?? ''}${outputs}`;
    case 'EDITED':
    case 'SAME':
      return `${what} ${position_after ?? ''} edited${outputs}`;
  }
}
