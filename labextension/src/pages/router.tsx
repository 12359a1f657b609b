/** Which page a hash path names. */

import * as React from 'react';

import { experimentsHash } from '../addresses';
import { ExperimentPage } from './ExperimentPage';
import { ExperimentsPage } from './ExperimentsPage';
import { RunPage } from './RunPage';
import { useTitle } from './title';
import { pagesThereAre } from './words';

export interface PageProps {
  /** What stands in the path at the named places. */
  at: Record<string, string>;
}

interface Route {
  /** MLflow's path; `:name` stands for any one segment. Longer paths belong to it too: MLflow has parts of pages there. */
  path: string;
  page: React.ComponentType<PageProps>;
}

/** Every page, the longer paths first. A new one is one more line here. */
const ROUTES: Route[] = [
  { path: '/experiments/:experiment/runs/:run', page: RunPage },
  { path: '/experiments/:experiment', page: ExperimentPage },
  { path: '/experiments', page: ExperimentsPage }
];

export function CurrentPage(): React.JSX.Element {
  const hash = React.useSyncExternalStore(listen, () => window.location.hash);
  useHeadingOf(hash);
  for (const { path, page: Page } of ROUTES) {
    const at = placesIn(hash, path);
    if (at) {
      return <Page at={at} />;
    }
  }
  return segments(pathIn(hash)).length === 0 ? <ExperimentsPage /> : <NoPage />;
}

/** MLflow's UI has more pages, and people send links to them. */
function NoPage(): React.JSX.Element {
  useTitle('No such page');
  return (
    <section className="pn-Page pn-mod-list" aria-label="No such page">
      <div className="pn-Page-head">
        <h2 className="pn-Page-title">There is no such page</h2>
        <a href={experimentsHash()}>Experiments</a>
      </div>
      <p className="pn-Waiting">{pagesThereAre()}</p>
    </section>
  );
}

/** A new page begins at its heading, for the keyboard and for who has it read out; the first one does by itself. */
function useHeadingOf(hash: string): void {
  const before = React.useRef(hash);
  React.useEffect(() => {
    if (before.current !== hash) {
      before.current = hash;
      const heading = document.querySelector<HTMLElement>('main h2');
      heading?.setAttribute('tabindex', '-1');
      heading?.focus({ preventScroll: true });
    }
  }, [hash]);
}

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

/** What stands in `hash` at the named places of `path`; undefined where it is another path. */
export function placesIn(hash: string, path: string): Record<string, string> | undefined {
  const found = segments(pathIn(hash));
  const places: Record<string, string> = {};
  for (const [position, segment] of segments(path).entries()) {
    const text = found[position];
    if (text !== undefined && segment.startsWith(':')) {
      places[segment.slice(1)] = decoded(text);
    } else if (text !== segment) {
      return undefined;
    }
  }
  return places;
}

function pathIn(hash: string): string {
  return hash.replace(/^#/, '').replace(/\?.*$/, '');
}

function segments(path: string): string[] {
  return path.split('/').filter(segment => segment !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
