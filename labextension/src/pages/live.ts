/** What the server says, asked again and again while someone looks. */

import * as React from 'react';

import type { Answer } from '../answers';

const INTERVAL = 5_000;

export interface Live<T> {
  /** Null until the first answer. */
  value: T | null;
  /** Why the last request failed; the value before stays. */
  error: Error | null;
  refresh: () => void;
}

interface State<T> {
  ask: Ask<T>;
  value: T | null;
  error: Error | null;
}

type Ask<T> = (ifNoneMatch?: string) => Promise<Answer<T>>;

/** @param ask must stay the same function as long as the same is asked */
export function useLive<T>(ask: Ask<T>): Live<T> {
  const [state, setState] = React.useState<State<T>>({ ask, value: null, error: null });
  const [asked, setAsked] = React.useState(0);
  React.useEffect(() => watch(ask, change => setState(before => change(before.ask === ask ? before : nothing(ask)))), [ask, asked]);
  const { value, error } = state.ask === ask ? state : nothing(ask);
  return { value, error, refresh: () => setAsked(asked + 1) };
}

function nothing<T>(ask: Ask<T>): State<T> {
  return { ask, value: null, error: null };
}

/** Asks at once and then as long as the tab is in sight; returns what ends it. */
function watch<T>(ask: Ask<T>, set: (change: (before: State<T>) => State<T>) => void): () => void {
  let ended = false;
  let asking = false;
  let etag: string | undefined;
  const look = async () => {
    if (asking || document.visibilityState !== 'visible') {
      return;
    }
    asking = true;
    try {
      const answer = await ask(etag);
      etag = answer.body === undefined ? etag : answer.etag;
      tell(before => ({ ...before, value: answer.body ?? before.value, error: null }));
    } catch (error) {
      tell(before => ({ ...before, error: error as Error }));
    } finally {
      asking = false;
    }
  };
  const tell = (change: (before: State<T>) => State<T>) => {
    if (!ended) {
      set(change);
    }
  };
  const lookNow = () => void look();
  const timer = window.setInterval(lookNow, INTERVAL);
  document.addEventListener('visibilitychange', lookNow);
  lookNow();
  return () => {
    ended = true;
    window.clearInterval(timer);
    document.removeEventListener('visibilitychange', lookNow);
  };
}
