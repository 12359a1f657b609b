/** Where in the pages somebody was going who had to log in to Jupyter first: logins drop what follows `#` in an address. */

/** Goes there, once. Kept by the page that leads to the login, `handlers.py`, until the tab is closed. */
export function takeUpPlace(): void {
  const key = `provenote-place ${window.location.pathname}`;
  const place = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (place && !window.location.hash) {
    window.history.replaceState(null, '', place);
  }
}
