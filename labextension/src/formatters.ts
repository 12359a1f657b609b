/** Pure functions from values to the words that are shown. */

import type { Real, RunInfo, RunStatus } from './wire';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const UNKNOWN = 'unknown';

/**
 * How long ago `then` was: `now`, `5 min ago`, `3 h ago`, `2 d ago`, and from a week on, and for
 * what is yet to come, the date; `unknown` for 0 and beyond all dates.
 */
export function relativeTime(then: number, now: number): string {
  if (machineTime(then) === undefined) {
    return UNKNOWN;
  }
  const age = now - then;
  if (age < -MINUTE) {
    return date(then, now); // more than clocks differ by
  }
  if (age < 10 * SECOND) {
    return 'now';
  }
  if (age < MINUTE) {
    return `${Math.floor(age / SECOND)} s ago`;
  }
  if (age < HOUR) {
    return `${Math.floor(age / MINUTE)} min ago`;
  }
  if (age < DAY) {
    return `${Math.floor(age / HOUR)} h ago`;
  }
  return age < WEEK ? `${Math.floor(age / DAY)} d ago` : date(then, now);
}

function date(then: number, now: number): string {
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return new Date(then).toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' })
  });
}

/** The moment in full, in the reader's own way of writing it. */
export function exactTime(then: number): string {
  const known = machineTime(then) !== undefined;
  return known ? new Date(then).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' }) : UNKNOWN;
}

/** The moment to the second, with no more words than it takes; none where it is not known. */
export function briefTime(then: number): string | undefined {
  const known = machineTime(then) !== undefined;
  return known ? new Date(then).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' }) : undefined;
}

/** The moment in ISO 8601; none for 0, which stands for none, and where a client has sent a number that is no date, such as nanoseconds. */
export function machineTime(then: number): string | undefined {
  const date = new Date(then);
  return then === 0 || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** `< 0.1 s`, `0.4 s`, `12 s`, `3 min 5 s`, `2 h 7 min`, `4 d 1 h`. */
export function duration(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms > 0 && ms < 100) {
    return '< 0.1 s';
  }
  if (ms < 10 * SECOND) {
    return `${(Math.floor(ms / 100) / 10).toString()} s`;
  }
  if (ms < MINUTE) {
    return `${Math.floor(ms / SECOND)} s`;
  }
  if (ms < HOUR) {
    return pair(ms, MINUTE, 'min', SECOND, 's');
  }
  return ms < DAY ? pair(ms, HOUR, 'h', MINUTE, 'min') : pair(ms, DAY, 'd', HOUR, 'h');
}

function pair(ms: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeName}` + (rest ? ` ${rest} ${smallName}` : '');
}

const SHOWN_DIGITS = 5;

/** At most five significant digits, with an exponent only where the number would be long without it. */
export function metricValue(value: Real): string {
  const whole = wholeMetricValue(value);
  if (typeof value === 'string' || !Number.isFinite(Number(whole))) {
    return whole;
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) {
    return whole;
  }
  return size >= 1e6 || size < 1e-4 ? exponential(value) : rounded(value);
}

/** All digits; `∞` also for the greatest number, as which MLflow keeps it. */
export function wholeMetricValue(value: Real): string {
  const infinite = typeof value === 'number' && Math.abs(value) >= Number.MAX_VALUE;
  return String(infinite ? value * 2 : value).replace('Infinity', '∞');
}

/** What is nearly an integer keeps its zeros: 0.999999 is `1.0000`. */
function rounded(value: number): string {
  const digits = value.toPrecision(SHOWN_DIGITS);
  return Number.isInteger(Number(digits)) && !digits.includes('e') ? digits : String(Number(digits));
}

function exponential(value: number): string {
  return Number(value.toPrecision(SHOWN_DIGITS)).toExponential().replace('e+', 'e');
}

/** An empty text is shown as such: it is a value, and what unfolds it needs a name. */
export function paramValue(value: string): string {
  return value.trim() === '' ? `"${value}"` : value;
}

const SHORT_ID = 8;

/** What a run is called: its name, or the beginning of its id where a client gave it none. */
export function runLabel({ run_name: name, run_id: id }: RunInfo): string {
  return name.trim() === '' ? id.slice(0, SHORT_ID) : name;
}

/** The run's label and, where it is known, its start: runs may have one name. */
export function datedLabel(info: RunInfo): string {
  return dated(runLabel(info), info.start_time);
}

export function dated(label: string, start = 0): string {
  const known = briefTime(start);
  return label + (known ? `, ${known}` : '');
}

/** The labels of runs, by their ids; those that would be alike say the beginning of the id as well. */
export function tellingLabels(runs: readonly RunInfo[]): Map<string, string> {
  const labels = runs.map(datedLabel);
  const twice = new Set(labels.filter((label, position) => labels.indexOf(label) !== position));
  return new Map(
    runs.map((info, position) => {
      const label = labels[position] ?? '';
      return [info.run_id, twice.has(label) ? `${label} (${info.run_id.slice(0, SHORT_ID)})` : label];
    })
  );
}

/** The status as a word for people. */
export function statusWord(status: RunStatus): string {
  return STATUS_WORDS[status];
}

const STATUS_WORDS: Record<RunStatus, string> = {
  RUNNING: 'Running',
  SCHEDULED: 'Scheduled',
  FINISHED: 'Finished',
  FAILED: 'Failed',
  KILLED: 'Stopped'
};

/** `50 of 10,000 runs` when there are more than are shown, `50+ runs` when it is not known how many. */
export function shownCount(shown: number, more: boolean, total: number | null = null): string {
  const isKnown = more && total !== null && total > shown;
  return isKnown ? `${shown.toLocaleString()} of ${runCount(total, false)}` : runCount(shown, more);
}

/** `1 run`, `12 runs`, `50+ runs` when there are more than are known here. */
export function runCount(count: number, more: boolean): string {
  return `${count.toLocaleString()}${more ? '+' : ''} ${count === 1 && !more ? 'run' : 'runs'}`;
}
