/** Whether the pages come through Jupyter, whose server is then the one to be reached and logged in to. */
export function behindJupyter(address: string = window.location.pathname): boolean {
  return address.includes('/provenote/api/');
}
