/** Times that go on while they are shown. */

import * as React from 'react';

import { duration, exactTime, machineTime, relativeTime } from '../formatters';
import type { RunInfo } from '../wire';

export function StartTime({ start }: { start: number }): React.JSX.Element {
  const now = useNow(15_000);
  return (
    <time className="pn-Run-time" dateTime={machineTime(start)} title={`Started ${exactTime(start)}`}>
      {relativeTime(start, now)}
    </time>
  );
}

export interface RunDurationProps {
  info: RunInfo;
  /** Whether the run is shown as it was once: how long it has been running since nobody knows. */
  still?: boolean;
}

export function RunDuration({ info, still = false }: RunDurationProps): React.JSX.Element | null {
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
  const now = useNow(1_000);
  // Below ten seconds tenths would jump; whole seconds count calmly.
  return <span className="pn-Run-duration">{duration(Math.floor((now - start) / 1000) * 1000)}</span>;
}

function useNow(interval: number): number {
  const [now, setNow] = React.useState(Date.now);
  React.useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), interval);
    return () => window.clearInterval(timer);
  }, [interval]);
  return now;
}
