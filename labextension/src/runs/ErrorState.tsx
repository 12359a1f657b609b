import * as React from 'react';

import { type ErrorText, errorText } from './errors';

/** Errors in the words of where they are shown: Jupyter's, unless someone else provides theirs. */
export const ErrorWordsContext = React.createContext<(error: Error) => ErrorText>(errorText);

export interface ErrorProps {
  error: Error;
  retry: () => void;
}

/** When there is nothing else to show. `retry` is undefined where another try would end the same. */
export function ErrorState({ error, retry }: { error: Error; retry: (() => void) | undefined }): React.JSX.Element {
  const { title, detail } = React.useContext(ErrorWordsContext)(error);
  return (
    <div className="pn-State" role="alert">
      <h3 className="pn-State-title">{title}</h3>
      <p className="pn-State-detail pn-State-words">{detail}</p>
      {retry && (
        <button type="button" className="pn-Button" onClick={retry}>
          Retry
        </button>
      )}
    </div>
  );
}

/** Above runs that were read before the trouble began. */
export function ErrorBanner({ error, retry }: ErrorProps): React.JSX.Element {
  const { title, detail } = React.useContext(ErrorWordsContext)(error);
  return (
    <div className="pn-Banner" role="alert">
      <span title={detail}>{title}. What you see may be out of date.</span>
      <button type="button" className="pn-Link" onClick={retry}>
        Retry
      </button>
    </div>
  );
}
