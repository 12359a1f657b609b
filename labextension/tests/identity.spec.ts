import { describe, expect, it } from 'vitest';

import { identityIn, identityOf } from '../src/identity/identity';

const notebooks =
  (ids: Record<string, string>) =>
  (path: string): Promise<string | undefined> =>
    Promise.resolve(ids[path]);

describe('the identity of a notebook', () => {
  it('is made once, with the path', async () => {
    const made = await identityOf('a.ipynb', undefined, notebooks({}));
    expect(made.path).toBe('a.ipynb');
    expect(made.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await identityOf('a.ipynb', made, notebooks({}))).toEqual(made);
  });

  it('goes along when the notebook moves', async () => {
    expect(await identityOf('b.ipynb', { id: '1', path: 'a.ipynb' }, notebooks({}))).toEqual({ id: '1', path: 'b.ipynb' });
  });

  it('goes along when another notebook has taken the old place', async () => {
    const moved = await identityOf('b.ipynb', { id: '1', path: 'a.ipynb' }, notebooks({ 'a.ipynb': '2' }));
    expect(moved).toEqual({ id: '1', path: 'b.ipynb' });
  });

  it('is a new one for a copy', async () => {
    const copy = await identityOf('b.ipynb', { id: '1', path: 'a.ipynb' }, notebooks({ 'a.ipynb': '1' }));
    expect(copy.path).toBe('b.ipynb');
    expect(copy.id).not.toBe('1');
  });

  it('is none where somebody wrote something else', () => {
    for (const metadata of [undefined, null, {}, { provenote: 'x' }, { provenote: { id: 1, path: 'a' } }]) {
      expect(identityIn(metadata)).toBeUndefined();
    }
    expect(identityIn({ provenote: { id: '1', path: 'a', more: 2 } })).toEqual({ id: '1', path: 'a' });
  });
});
