import { beforeEach, expect, it, vi } from 'vitest';

import { session } from '../src/pages/session';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  });
});

it('a token is taken without the blanks that were copied with it', () => {
  session.signIn(' t0ken\n');
  expect(session.token).toBe('t0ken');
  expect(session.state).toBe('open');
});

it('a token that no request can carry is refused at once, and not kept', () => {
  for (const token of ['t\u043eken', 't0\nken', ' ']) {
    session.signIn(token);
    expect(session.token).toBeNull();
    expect(session.state).toBe('refused');
  }
});
