/** The web pages of `provenote server`. */

import * as React from 'react';
import { createRoot } from 'react-dom/client';

import { experimentsHash } from '../addresses';
import { ErrorWordsContext } from '../runs/ErrorState';
import { takeUpPlace } from './place';
import { CurrentPage } from './router';
import { session } from './session';
import { SignIn } from './SignIn';
import { errorText } from './words';

function App(): React.JSX.Element {
  const state = React.useSyncExternalStore(session.listen, () => session.state);
  return (
    <ErrorWordsContext.Provider value={errorText}>
      <header className="pn-Top">
        <h1>
          <a href={experimentsHash()}>Provenote</a>
        </h1>
      </header>
      <main className="pn-Main">{state === 'open' ? <CurrentPage /> : <SignIn refused={state === 'refused'} />}</main>
    </ErrorWordsContext.Provider>
  );
}

takeUpPlace();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(<App />);
}
