import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';

import { RunCard } from '../src/runs/RunCard';
import type { RunStatus } from '../src/wire';
import { run } from './runs';

it('one system metric is one, two are more', () => {
  expect(shown(card(['system/cpu']))).toContain('>1 system metric<');
  expect(shown(card(['system/cpu', 'system/memory']))).toContain('>2 system metrics<');
});

it('a long name of a param can be pressed as a long value can', () => {
  const withParam = (key: string) => shown(createElement(RunCard, { run: run('a', 1, { [key]: '5' }), previous: undefined }));
  expect(withParam('depth')).not.toContain('<button');
  expect(withParam('model__regressor__depth')).toContain('<button');
});

it('a run that goes on counts, and stands still where it is shown as it was', () => {
  expect(shown(card([], 'RUNNING'))).toContain('pn-Run-duration');
  expect(shown(card([], 'RUNNING'))).not.toContain('pn-mod-still');
  expect(shown(card([], 'RUNNING', true))).not.toContain('pn-Run-duration');
  expect(shown(card([], 'RUNNING', true))).toContain('pn-mod-still');
  expect(shown(card([], 'FINISHED', true))).toContain('pn-Run-duration');
});

it('of a run that goes on the time since its start is said once', () => {
  expect(shown(card([], 'RUNNING'))).not.toContain('pn-Run-time');
  for (const other of [card([], 'FINISHED'), card([], 'RUNNING', true), card([], 'RUNNING', false, 0)]) {
    expect(shown(other)).toContain('pn-Run-time');
  }
});

it('a run whose start is unknown took nobody knows how long', () => {
  for (const status of ['RUNNING', 'FINISHED'] as const) {
    expect(shown(card([], status, false, 0))).not.toContain('pn-Run-duration');
  }
});

it('says whose it is where its list has runs of others', () => {
  const whose = (ofSeveral: boolean) => shown(createElement(RunCard, { run: run('a', 1), previous: undefined, ofSeveral }));
  expect(whose(true)).toContain('<bdi>ada</bdi>');
  expect(whose(false)).not.toContain('ada');
});

function card(metrics: string[], status: RunStatus = 'FINISHED', still = false, start = 1): ReactElement {
  const it = run('a', 1);
  it.info = { ...it.info, status, start_time: start };
  it.data.metrics = metrics.map(key => ({ key, value: 1, timestamp: 0, step: 0 }));
  return createElement(RunCard, { run: it, previous: undefined, still });
}

const shown = renderToStaticMarkup;
