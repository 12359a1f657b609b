/** The token that the server takes, where it takes one: kept by the browser until its tab is closed. */

const KEY = 'provenote-token';

/** What a header can hold: `fetch` throws at anything else, as if the server did not answer. */
const SENDABLE = /^[\x20-\xff]+$/;

type State = 'open' | 'asked' | 'refused';

let state: State = 'open';
const listeners = new Set<() => void>();

export const session = {
  get token(): string | null {
    return sessionStorage.getItem(KEY);
  },

  /** `asked` when the server has asked for a token, `refused` when it did not take the one it got. */
  get state(): State {
    return state;
  },

  /** The server would not answer without a token, or not with this one. */
  refuse(): void {
    set(session.token === null ? 'asked' : 'refused');
    sessionStorage.removeItem(KEY);
  },

  signIn(typed: string): void {
    const token = typed.trim();
    if (SENDABLE.test(token)) {
      sessionStorage.setItem(KEY, token);
      set('open');
    } else {
      set('refused');
    }
  },

  listen: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
};

function set(next: State): void {
  // A second request that was under way must not turn `refused` into `asked`.
  if (next !== 'asked' || state === 'open') {
    state = next;
    listeners.forEach(listener => listener());
  }
}
