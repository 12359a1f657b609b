import { expect, it } from 'vitest';

import { deletionQuestion, mayBeOthersToo } from '../src/identity/deletion';
import type { Run } from '../src/wire';
import { page, run } from './runs';

function elsewhere(id: string): Run {
  const { info, ...rest } = run(id, 1);
  return { ...rest, info: { ...info, experiment_id: '2' } };
}

it('counts the runs that go to the trash with the experiment', () => {
  const asked = deletionQuestion(page([run('a', 2), run('b', 1)]), 'lesson', '1');
  expect(asked).toContain('Its experiment "lesson" has 2 runs. In the trash');
});

it('says of runs in other experiments that they stay', () => {
  const asked = deletionQuestion(page([run('a', 3), elsewhere('b')]), 'lesson', '1');
  expect(asked).toContain('has 1 run. 1 run that the notebook logged to other experiments stays, whatever you choose.');
  expect(deletionQuestion(page([elsewhere('a'), elsewhere('b')]), 'lesson', '1')).toContain(
    'has 0 runs. 2 runs that the notebook logged to other experiments stay, whatever you choose.'
  );
});

it('says that there are more where not all are counted', () => {
  expect(deletionQuestion(page([run('a', 1)], '1'), 'lesson', '1')).toContain('has 1+ runs.');
});

it('says that runs are of several users, and does not ask where those are on a server', () => {
  const shared = page([by('ada'), by('bob')]);
  expect(deletionQuestion(shared, 'lesson', '1')).toContain('has 2 runs of several users, whose notebooks may log to it too. In the trash');
  expect(mayBeOthersToo(shared, '1')).toBe(false);
  expect(mayBeOthersToo({ ...shared, on_server: true }, '1')).toBe(true);
  expect(mayBeOthersToo({ ...page([by('ada')]), on_server: true }, '1')).toBe(false);
});

function by(user: string): Run {
  const { info, ...rest } = run(user, 1);
  return { ...rest, info: { ...info, user_id: user } };
}
