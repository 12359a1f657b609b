/** Whose runs a list has. */

import type { Run } from '../wire';

/** As whose MLflow's clients log where they name nobody: those for Java and for Python. */
const NOBODY = ['', 'unknown'];

/** Whether they are of more than one user, so that each has to say whose it is. `Run.areOfSeveralUsers` on the server's side. */
export function areOfSeveral(runs: readonly Run[]): boolean {
  return new Set(runs.map(({ info }) => info.user_id).filter(user => !NOBODY.includes(user))).size > 1;
}
