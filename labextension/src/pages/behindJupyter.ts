/** Whether the pages come through Jupyter, whose server is then the one to be reached and logged in to. */
export function behindJupyter(address: string = window.location.pathname): boolean {
  return /\/provenote\/(api|web)\//.test(address);
}

/**
 * What Jupyter must be sent back as X-XSRFToken: JupyterHub lets no script of a page in with the login cookie alone.
 *
 * @param cookies as `document.cookie` has them; of several of one name Tornado, which Jupyter is built on, takes the last
 */
export function xsrfToken(cookies: string): string | undefined {
  const name = '_xsrf=';
  const found = cookies.split(';').map(cookie => cookie.trim()).filter(cookie => cookie.startsWith(name));
  return found.at(-1)?.slice(name.length);
}
