/** What tells one notebook from all others, kept in its metadata: `"provenote": {"id": …, "path": …}`. */

import { UUID } from '@lumino/coreutils';

export interface Identity {
  /** Made once. */
  id: string;
  /** Where the notebook was when this was written, relative to the Jupyter root. */
  path: string;
}

export const METADATA_KEY = 'provenote';

/** The identity in a notebook's metadata; undefined where there is none, or somebody wrote something else there. */
export function identityIn(metadata: unknown): Identity | undefined {
  const ours = (metadata as Record<string, unknown> | null | undefined)?.[METADATA_KEY] as Partial<Identity> | undefined;
  return typeof ours?.id === 'string' && typeof ours.path === 'string' ? { id: ours.id, path: ours.path } : undefined;
}

/**
 * The identity that a notebook at `path` should have, given the one that its metadata has. A moved notebook keeps its id. A copy
 * gets its own: the notebook that the id was made for still has it.
 *
 * @param idAt the id of the notebook at a path, undefined where there is none
 */
export async function identityOf(
  path: string,
  found: Identity | undefined,
  idAt: (path: string) => Promise<string | undefined>
): Promise<Identity> {
  if (found === undefined) {
    return { id: UUID.uuid4(), path };
  }
  if (found.path === path) {
    return found;
  }
  const isCopy = (await idAt(found.path)) === found.id;
  return { id: isCopy ? UUID.uuid4() : found.id, path };
}
