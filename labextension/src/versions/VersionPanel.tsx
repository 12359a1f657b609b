/** A run's notebook as it was, below a bar that says so. */

import { ReactWidget } from '@jupyterlab/ui-components';
import { type ISignal, Signal } from '@lumino/signaling';
import { Panel, type Widget } from '@lumino/widgets';
import * as React from 'react';

import { dated } from '../formatters';
import { experimentIcon } from '../icons';
import { ErrorState, ErrorWordsContext } from '../runs/ErrorState';
import type { RunOfNotebook } from '../tokens';
import type { RunVersion } from '../wire';
import type { RunTab } from './place';
import { type VersionActions, VersionBar, type VersionBarProps } from './VersionBar';
import { errorText, isFinal } from './words';

export class VersionPanel extends Panel implements RunTab {
  constructor(
    private _run: RunOfNotebook,
    private readonly actions: VersionActions
  ) {
    super();
    this.addClass('pn-VersionPanel');
    this.title.icon = experimentIcon;
    this.entitle();
  }

  get run(): RunOfNotebook {
    return this._run;
  }

  get args(): RunOfNotebook {
    return this._run;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Once, when the version is there. */
  fill(about: RunVersion, notebook: Widget): void {
    this.instead?.dispose();
    this.bar = new Bar({ run: this.run, about, actions: this.actions });
    this.addWidget(this.bar);
    this.addWidget(notebook);
  }

  /** Whether the version is there. */
  get isFilled(): boolean {
    return this.bar !== undefined;
  }

  /** Says in the version's place why it is not there. */
  fail(error: Error, retry: () => void): void {
    this.again = () => {
      this.again = undefined;
      this.say(<p role="status">Looking for the notebook…</p>);
      retry();
    };
    this.say(
      <ErrorWordsContext.Provider value={errorText}>
        <ErrorState error={error} retry={isFinal(error) ? undefined : this.again} />
      </ErrorWordsContext.Provider>
    );
  }

  /** Looks for the version again; returns false where that has not failed before. */
  retry(): boolean {
    const { again } = this;
    again?.();
    return again !== undefined;
  }

  renamed(notebook: string): void {
    this._run = { ...this.run, notebook };
    this.bar?.say({ run: this.run });
    this.entitle();
    this._changed.emit();
  }

  /** What is known of the version now: while its run goes on, that changes. */
  tell(about: RunVersion): void {
    this.bar?.say({ about });
  }

  private say(words: React.JSX.Element): void {
    this.instead?.dispose();
    this.instead = ReactWidget.create(words);
    this.instead.addClass('pn-VersionPanel-instead');
    this.addWidget(this.instead);
  }

  private entitle(): void {
    const { notebook, runName, runStart, at } = this.run;
    this.title.label = `${runName}${at ? ' at its end' : ''}: ${fileName(notebook)}`;
    this.title.caption = `${notebook} as it was when run ${dated(runName, runStart)} ${at ? 'ended' : 'started'}`;
  }

  private bar: Bar | undefined;
  /** What stands in the place of a version that is not there yet. */
  private instead: Widget | undefined;
  private again: (() => void) | undefined;
  private readonly _changed = new Signal<this, void>(this);
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
