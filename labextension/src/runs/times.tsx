/** Times that go on while they are shown. */

import * as React from 'react';

import { duration, exactTime, machineTime, relativeTime } from '../formatters';
import type { RunInfo } from '../wire';

export function StartTime({ start }: { start: number }): React.JSX.Element {
  const now = useNow(AGES);
  return (
    <time className="pn-Run-time" dateTime={machineTime(start)} title={`Started ${exactTime(start)}`}>
      {relativeTime(start, now)}
    </time>
  );
}

/** Of a run that goes on nothing: it started as long ago as it takes. */
export function RunStart({ info, still = false }: RunTimeProps): React.JSX.Element | null {
  const goesOn = info.status === 'RUNNING' && info.start_time > 0 && !still;
  return goesOn ? null : <StartTime start={info.start_time} />;
}

export interface RunTimeProps {
  info: RunInfo;
  /** Whether the run is shown as it was once: how long it has been running since nobody knows. */
  still?: boolean;
}

export function RunDuration({ info, still = false }: RunTimeProps): React.JSX.Element | null {
  if (!info.start_time) {
    return null;
  }
  if (info.status === 'RUNNING') {
    return still ? null : <Running start={info.start_time} />;
  }
  if (!info.end_time) {
    return null;
  }
  return (
    <span className="pn-Run-duration" title={`Ended ${exactTime(info.end_time)}`}>
      {duration(info.end_time - info.start_time)}
    </span>
  );
}

function Running({ start }: { start: number }): React.JSX.Element {
  const now = useNow(SECONDS);
  // Below ten seconds tenths would jump; whole seconds count calmly.
  return (
    <span className="pn-Run-duration" title={`Started ${exactTime(start)}`}>
      {duration(Math.floor((now - start) / 1000) * 1000)}
    </span>
  );
}

/** One clock for all that is shown: of two runs the older one never seems the newer. */
class Clock {
  constructor(private readonly interval: number) {}

  readonly listen = (listener: () => void): (() => void) => {
    if (this.listeners.size === 0) {
      this.time = Date.now();
      this.timer = window.setInterval(this.tick, this.interval);
    }
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        window.clearInterval(this.timer);
      }
    };
  };

  readonly now = (): number => this.time;

  private readonly tick = () => {
    this.time = Date.now();
    this.listeners.forEach(listener => listener());
  };

  private readonly listeners = new Set<() => void>();
  private time = Date.now();
  private timer = 0;
}

const SECONDS = new Clock(1_000);
const AGES = new Clock(5_000);

function useNow(clock: Clock): number {
  return React.useSyncExternalStore(clock.listen, clock.now, clock.now);
}
