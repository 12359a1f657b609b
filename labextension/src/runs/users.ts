/** Whose runs a list has. */

import type { Run } from '../wire';

/** Whether they are of more than one user, so that each has to say whose it is. */
export function areOfSeveral(runs: readonly Run[]): boolean {
  return new Set(runs.map(({ info }) => info.user_id)).size > 1;
}
