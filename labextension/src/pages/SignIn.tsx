/** Asks for the token of a server that takes one. */

import * as React from 'react';

import { session } from './session';

export function SignIn({ refused }: { refused: boolean }): React.JSX.Element {
  const [token, setToken] = React.useState('');
  const signIn = (event: React.SyntheticEvent) => {
    event.preventDefault();
    session.signIn(token);
  };
  return (
    <form className="pn-SignIn" onSubmit={signIn}>
      <h2 className="pn-State-title">This server takes a token</h2>
      <p className="pn-State-detail">
        It is the value of <code>PROVENOTE_SERVER_TOKEN</code> that the server was started with. This tab keeps it until it is closed.
      </p>
      <label htmlFor="pn-token">Token</label>
      <input
        id="pn-token"
        type="password"
        autoComplete="current-password"
        autoFocus
        required
        value={token}
        onChange={event => setToken(event.target.value)}
      />
      <button type="submit" className="pn-Button">
        Sign in
      </button>
      {refused && <p role="alert">The server did not take this token.</p>}
    </form>
  );
}
