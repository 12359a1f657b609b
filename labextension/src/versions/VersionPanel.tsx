/** A run's notebook as it was, below a bar that says so. */

import { ReactWidget } from '@jupyterlab/ui-components';
import { Panel, type Widget } from '@lumino/widgets';
import * as React from 'react';

import { dated } from '../formatters';
import { experimentIcon } from '../icons';
import type { RunOfNotebook } from '../tokens';
import type { RunVersion } from '../wire';
import type { RunTab } from './place';
import { VersionBar, type VersionBarProps } from './VersionBar';

export class VersionPanel extends Panel implements RunTab {
  constructor(props: VersionBarProps, notebook: Widget) {
    super();
    this.bar = new Bar(props);
    this.addClass('pn-VersionPanel');
    this.addWidget(this.bar);
    this.addWidget(notebook);
    this.title.icon = experimentIcon;
    this.entitle();
  }

  get run(): RunOfNotebook {
    return this.bar.props.run;
  }

  renamed(notebook: string): void {
    this.bar.say({ run: { ...this.run, notebook } });
    this.entitle();
  }

  /** What is known of the version now: while its run goes on, that changes. */
  tell(about: RunVersion): void {
    this.bar.say({ about });
  }

  private entitle(): void {
    const { notebook, runName, runStart, at } = this.run;
    this.title.label = `${runName}${at ? ' at its end' : ''}: ${fileName(notebook)}`;
    this.title.caption = `${notebook} as it was when run ${dated(runName, runStart)} ${at ? 'ended' : 'started'}`;
  }

  private readonly bar: Bar;
}

class Bar extends ReactWidget {
  constructor(public props: VersionBarProps) {
    super();
  }

  say(change: Partial<VersionBarProps>): void {
    this.props = { ...this.props, ...change };
    this.update();
  }

  protected override render(): React.JSX.Element {
    return <VersionBar {...this.props} />;
  }
}

export function versionId({ runId, at }: RunOfNotebook): string {
  return `provenote-version-${runId}${at ? `-${at}` : ''}`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
