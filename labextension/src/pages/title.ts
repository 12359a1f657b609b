import * as React from 'react';

/** Names the browser's tab, and its history, after what is shown. */
export function useTitle(shown: string): void {
  React.useEffect(() => {
    document.title = `${shown} – Provenote`;
  }, [shown]);
}
