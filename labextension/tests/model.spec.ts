import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { RunsModel, RunsQuery } from '../src/runs/model';
import type { Answer } from '../src/server';
import type { NotebookRuns, Run } from '../src/wire';
import { page, run } from './runs';

let asked: RunsQuery[];
let answer: (query: RunsQuery) => Answer<NotebookRuns>;
let model: RunsModel;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answer = () => ({ body: page([run('a', 1)]), etag: '"1"' });
  model = new RunsModel(query => {
    asked.push(query);
    return Promise.resolve().then(() => answer(query));
  });
});

afterEach(() => {
  model.dispose();
  vi.useRealTimers();
});

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

it('asks nothing while nobody looks', async () => {
  model.show('a.ipynb');
  await pass(60_000);
  expect(asked).toHaveLength(0);
});

it('asks at once when opened, then every five seconds, by the tag of the last answer', async () => {
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  expect(asked.map(q => q.ifNoneMatch)).toEqual([undefined]);
  await pass(10_000);
  expect(asked.slice(1).map(q => q.ifNoneMatch)).toEqual(['"1"', '"1"']);
});

it('asks every second while the kernel works and at once when it has finished', async () => {
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  model.setBusy(true);
  await pass(3_100);
  expect(asked.length).toBeGreaterThanOrEqual(4);
  const before = asked.length;
  model.setBusy(false);
  await pass(50);
  expect(asked).toHaveLength(before + 1);
});

it('falls silent when hidden', async () => {
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  model.setWatched(false);
  const before = asked.length;
  await pass(60_000);
  expect(asked).toHaveLength(before);
});

it('keeps what it knew when the server fails, says so, and recovers', async () => {
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  answer = () => {
    throw new Error('gone');
  };
  await pass(5_000);
  expect(model.error?.message).toBe('gone');
  expect(model.known?.runs).toHaveLength(1);
  answer = () => ({ body: undefined, etag: '"1"' });
  await pass(5_000);
  expect(model.error).toBeNull();
});

it('drops an answer that comes after the user has gone on to another notebook', async () => {
  let release: (value: Answer<NotebookRuns>) => void = () => undefined;
  const slow = new RunsModel(({ subject }) =>
    subject === 'slow.ipynb'
      ? new Promise(resolve => (release = resolve))
      : Promise.resolve({ body: page([]), etag: undefined })
  );
  slow.show('slow.ipynb');
  slow.setWatched(true);
  await pass(10);
  slow.show('other.ipynb');
  release({ body: page([run('wrong', 1)]), etag: undefined });
  await pass(10_000);
  expect(slow.known?.runs).toEqual([]);
  slow.dispose();
});

it('asks for another notebook at once, whoever is still being asked for', async () => {
  model.dispose();
  model = new RunsModel(query => {
    asked.push(query);
    return query.subject === 'slow.ipynb'
      ? new Promise(() => undefined)
      : Promise.resolve({ body: page([run('a', 1)]), etag: undefined });
  });
  model.show('slow.ipynb');
  model.setWatched(true);
  await pass(100);
  model.show('a.ipynb');
  await pass(100);
  expect(asked.map(query => query.subject)).toEqual(['slow.ipynb', 'a.ipynb']);
  expect(model.known?.runs).toHaveLength(1);
});

it('lets older runs of one notebook trouble no other', async () => {
  let fail: (error: Error) => void = () => undefined;
  model.dispose();
  model = new RunsModel(query =>
    query.maxResults > 50
      ? new Promise((_, reject) => (fail = reject))
      : Promise.resolve({ body: page([run('a', 1)], '1'), etag: undefined })
  );
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  model.loadOlder();
  await pass(100);
  expect(model.loadingOlder).toBe(true);
  model.show('b.ipynb');
  expect(model.loadingOlder).toBe(false);
  fail(new Error('gone'));
  await pass(100);
  expect(model.error).toBeNull();
});

it('sees a run end that newer ones have pushed out of the first page', async () => {
  const going: Run = { ...run('parent', 0), info: { ...run('parent', 0).info, status: 'RUNNING' } };
  const children = Array.from({ length: 60 }, (_, i) => run(`child ${i}`, 60 - i));
  let all = [going];
  answer = ({ maxResults }) => ({ body: page(all.slice(0, maxResults), all.length > maxResults ? '1' : null), etag: undefined });
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  all = [...children.slice(20), going];
  await pass(5_000);
  all = [...children, going];
  await pass(5_000);
  all = [...children, run('parent', 0)];
  await pass(5_000);
  expect(model.known?.runs.find(({ info }) => info.run_id === 'parent')?.info.status).toBe('FINISHED');
});

it('asks for all that is shown when the user asks', async () => {
  let all = Array.from({ length: 100 }, (_, i) => run(`${i}`, 100 - i));
  serve(() => all);
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  await more();
  all = all.slice(0, 80); // out of the polls' sight
  model.refresh();
  await pass(100);
  expect(asked.at(-1)).toMatchObject({ maxResults: 100, ifNoneMatch: undefined });
  expect(model.known?.runs).toHaveLength(80);
});

it('asks for more runs without the tag of an answer that comes just then', async () => {
  const all = Array.from({ length: 60 }, (_, i) => run(`${i}`, 60 - i));
  serve(() => all);
  let release: () => void = () => undefined;
  model.dispose();
  model = new RunsModel(async query => {
    asked.push(query);
    if (asked.length === 2) {
      await new Promise<void>(resolve => (release = resolve));
    }
    return { ...answer(query), etag: '"1"' };
  });
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(5_100);
  model.loadOlder();
  release();
  await pass(100);
  expect(asked[2]).toMatchObject({ maxResults: 250, ifNoneMatch: undefined });
  expect(model.known?.runs).toHaveLength(60);
});

it('asks for no more of another notebook than its first page', async () => {
  model.dispose();
  model = new RunsModel(query => {
    asked.push(query);
    return query.maxResults > 50 ? new Promise(() => undefined) : Promise.resolve({ body: page([run('a', 1)], '1'), etag: undefined });
  });
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  model.loadOlder();
  await pass(100);
  model.show('b.ipynb');
  await pass(100);
  expect(asked.at(-1)).toMatchObject({ subject: 'b.ipynb', maxResults: 50 });
});

it('shows every run once when more are asked for, whatever was deleted meanwhile', async () => {
  let all = Array.from({ length: 2_400 }, (_, i) => run(`${i}`, 3_000 - i));
  serve(() => all);
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  await more();
  expect(model.known?.runs).toHaveLength(250);
  all = all.slice(10); // seen by the next poll
  await pass(5_000);
  expect(model.known?.runs).toHaveLength(240);
  all = all.filter((_, i) => i < 100 || i >= 110); // out of its sight
  for (let count = 440; count < all.length; count += 200) {
    await more();
    expect(model.known?.runs).toEqual(all.slice(0, count));
  }
  await more();
  expect(model.known?.runs).toEqual(all);
  expect(model.known?.more).toBe(false);
});

it('says so when more runs cannot be had, and can be asked again', async () => {
  const all = Array.from({ length: 60 }, (_, i) => run(`${i}`, 60 - i));
  serve(() => all);
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  const answering = answer;
  answer = () => {
    throw new Error('gone');
  };
  await more();
  expect(model.error?.message).toBe('gone');
  expect(model.loadingOlder).toBe(false);
  answer = answering;
  await more();
  expect(model.error).toBeNull();
  expect(model.known?.runs).toHaveLength(60);
});

async function more(): Promise<void> {
  model.loadOlder();
  expect(model.loadingOlder).toBe(true);
  await pass(100);
  expect(model.loadingOlder).toBe(false);
}

/** Answers as the server does, whose page tokens count runs. */
function serve(all: () => Run[]): void {
  answer = ({ maxResults, pageToken }) => {
    const end = Number(pageToken ?? 0) + Math.min(maxResults, 1_000);
    const runs = all().slice(Number(pageToken ?? 0), end);
    return { body: page(runs, all().length > end ? String(end) : null), etag: undefined };
  };
}

it('who comes back to a notebook finds what was known of its runs at once', async () => {
  model.show('a.ipynb');
  model.setWatched(true);
  await pass(100);
  model.show('b.ipynb');
  expect(model.known).toBeNull();
  model.show('a.ipynb');
  expect(model.known?.runs.map(({ info }) => info.run_id)).toEqual(['a']);
  answer = () => ({ body: page([run('b', 2), run('a', 1)]), etag: '"2"' });
  await pass(100);
  expect(model.known?.runs.map(({ info }) => info.run_id)).toEqual(['b', 'a']);
});
