import { expect, it } from 'vitest';

import { areOfSeveral } from '../src/runs/users';
import type { Run } from '../src/wire';
import { run } from './runs';

function by(user: string, id: string): Run {
  const { info, ...rest } = run(id, 1);
  return { ...rest, info: { ...info, user_id: user } };
}

it('tells a list of one user from one of several', () => {
  expect(areOfSeveral([])).toBe(false);
  expect(areOfSeveral([by('ada', 'a'), by('ada', 'b')])).toBe(false);
  expect(areOfSeveral([by('ada', 'a'), by('bob', 'b')])).toBe(true);
  expect(areOfSeveral([by('ada', 'a'), by('', 'b'), by('unknown', 'c')])).toBe(false);
});
