import { expect, it } from 'vitest';

import { movedPath } from '../src/versions/moves';

it('a notebook is followed when it is renamed, and when a folder above it is', () => {
  expect(movedPath('a/b.ipynb', 'a/b.ipynb', 'c.ipynb')).toBe('c.ipynb');
  expect(movedPath('a/x/b.ipynb', 'a', 'z/a')).toBe('z/a/x/b.ipynb');
});

it('a notebook stays where another one is renamed', () => {
  expect(movedPath('ab/c.ipynb', 'a', 'z')).toBeUndefined();
  expect(movedPath('a/b.ipynb', 'b.ipynb', 'z.ipynb')).toBeUndefined();
});
