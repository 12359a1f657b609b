import { describe, expect, it } from 'vitest';

import { briefTime, datedLabel, duration, exactTime, machineTime, metricValue, relativeTime, runCount, runLabel, shownCount, statusWord, tellingLabels, wholeMetricValue } from '../src/formatters';
import { run } from './runs';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = new Date(2026, 10, 23, 12).getTime();

describe('a start time reads as how long ago it was', () => {
  it.each([
    [-5 * SECOND, 'now'], // the server's clock is ahead
    [0, 'now'],
    [9_999, 'now'],
    [10 * SECOND, '10 s ago'],
    [59_999, '59 s ago'],
    [MINUTE, '1 min ago'],
    [HOUR - 1, '59 min ago'],
    [HOUR, '1 h ago'],
    [DAY, '1 d ago'],
    [7 * DAY - 1, '6 d ago']
  ])('%d ms ago: %s', (age, words) => {
    expect(relativeTime(NOW - age, NOW)).toBe(words);
  });

  it('from a week on as a date, with the year when it is another', () => {
    expect(relativeTime(NOW - 8 * DAY, NOW)).toMatch(/15/);
    expect(relativeTime(NOW - 8 * DAY, NOW)).not.toMatch(/2026/);
    expect(relativeTime(NOW - 400 * DAY, NOW)).toMatch(/2025/);
  });

  it.each([0, NOW * 1e6, -NOW * 1e6])('as unknown where there is none, or it is no date: %d', start => {
    expect(relativeTime(start, NOW)).toBe('unknown');
    expect(exactTime(start)).toBe('unknown');
    expect(briefTime(start)).toBeUndefined();
    expect(machineTime(start)).toBeUndefined();
  });
});

describe('a duration has at most two units', () => {
  it.each([
    [-1, '0 s'],
    [0, '0 s'],
    [99, '< 0.1 s'],
    [449, '0.4 s'],
    [9_990, '9.9 s'],
    [10 * SECOND, '10 s'],
    [MINUTE, '1 min'],
    [92 * SECOND, '1 min 32 s'],
    [HOUR + 6 * MINUTE + 40 * SECOND, '1 h 6 min'],
    [4 * DAY + HOUR, '4 d 1 h']
  ])('%d ms: %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

describe('a metric shows five significant digits', () => {
  it.each([
    [0, '0'],
    [100, '100'],
    [123_456_789, '123456789'],
    [0.1 + 0.2, '0.3'],
    [0.92345678, '0.92346'],
    [12345.678, '12346'],
    [-0.5, '-0.5'],
    [0.999999, '1.0000'],
    [99_999.7, '100000'],
    [1.7976931348623157e308, '∞'],
    [-1.7976931348623157e308, '-∞'],
    [1e-9, '1e-9'],
    [0.00012345678, '0.00012346'],
    [6.02214076e23, '6.0221e23'],
    ['NaN' as const, 'NaN'],
    ['Infinity' as const, '∞'],
    ['-Infinity' as const, '-∞']
  ])('%s: %s', (value, text) => {
    expect(metricValue(value)).toBe(text);
  });
});

it('a metric in full has all its digits', () => {
  expect(wholeMetricValue(0.123456789)).toBe('0.123456789');
  expect(wholeMetricValue(123_456_789_012)).toBe('123456789012');
  expect(wholeMetricValue('-Infinity')).toBe('-∞');
});

it('runs that would have one label say the beginning of their ids as well', () => {
  const info = (id: string, start: number) => ({ ...run(id, start).info, run_name: 'deeper' });
  const [first, second, third] = tellingLabels([info('0123456789', NOW), info('abcdefghij', NOW), info('zz', NOW + MINUTE)]).values();
  expect(first).toMatch(/^deeper, .+ \(01234567\)$/);
  expect(second).toMatch(/^deeper, .+ \(abcdefgh\)$/);
  expect(third).not.toContain('(');
});

it('counts runs in words', () => {
  expect(runCount(1, false)).toBe('1 run');
  expect(runCount(1, true)).toBe('1+ runs');
  expect(runCount(50, true)).toBe('50+ runs');
  expect(shownCount(50, true, 10_000)).toBe('50 of 10,000 runs');
  expect(shownCount(50, true)).toBe('50+ runs');
  expect(shownCount(50, true, 50)).toBe('50+ runs');
  expect(shownCount(50, false, 51)).toBe('50 runs');
});

it('calls a run without a name by the beginning of its id', () => {
  const { info } = run('0123456789abcdef', 1);
  expect(runLabel(info)).toBe('run 0123456789abcdef');
  expect(runLabel({ ...info, run_name: '' })).toBe('01234567');
  expect(runLabel({ ...info, run_name: ' ' })).toBe('01234567');
});

it('adds the start to what a run is called, where it is known', () => {
  const { info } = run('0123456789abcdef', NOW);
  expect(datedLabel(info)).toMatch(/^run 0123456789abcdef, .*2026/);
  expect(datedLabel({ ...info, run_name: '', start_time: 0 })).toBe('01234567');
});

it('calls a killed run stopped, as its user sees it', () => {
  expect(statusWord('KILLED')).toBe('Stopped');
  expect(statusWord('FINISHED')).toBe('Finished');
});

it('a time to come is a date, unless clocks may differ by that much', () => {
  const now = Date.UTC(2026, 5, 15);
  expect(relativeTime(now + 5_000, now)).toBe('now');
  expect(relativeTime(now + 400 * 24 * 3_600_000, now)).toContain('2027');
});
