/** The sidebar as Jupyter sees it: a widget that shows a RunsModel and tells it when someone looks. */

import { ReactWidget, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { ISignal, Signal } from '@lumino/signaling';
import * as React from 'react';

import type { Kernel } from '../currentNotebook';
import { experimentIcon } from '../icons';
import { RUNS_PANEL_ID } from '../tokens';
import { EmptyState, type EmptyStateProps, NoNotebook } from './EmptyState';
import type { RunsModel } from './model';
import type { ActOnRun } from './RunActions';
import { RunsView } from './RunsView';

export class RunsPanel extends ReactWidget {
  constructor(
    private readonly model: RunsModel,
    private readonly kernel: () => Kernel | null,
    private readonly actOnNotebook: Pick<EmptyStateProps, 'insertCell' | 'changeKernel'>,
    private readonly act: ActOnRun,
    private readonly pagesUrl: (path: string) => string
  ) {
    super();
    this.id = RUNS_PANEL_ID;
    this.addClass('pn-RunsPanel');
    this.title.icon = experimentIcon;
    this.title.caption = 'Experiment runs';
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Experiment runs');
    document.addEventListener('visibilitychange', this.watch);
  }

  /** Emitted when the panel was opened or closed. */
  get toggled(): ISignal<this, void> {
    return this._toggled;
  }

  override dispose(): void {
    document.removeEventListener('visibilitychange', this.watch);
    this.model.dispose();
    super.dispose();
  }

  protected override render(): React.JSX.Element {
    return (
      <UseSignal signal={this.model.changed}>
        {() => (
          <RunsView
            model={this.model}
            act={this.act}
            notebook={this.model.subject}
            pagesUrl={this.pagesUrl}
            unchosen={<NoNotebook />}
            empty={<EmptyState kernel={this.kernel()} {...this.actOnNotebook} />}
          />
        )}
      </UseSignal>
    );
  }

  protected override onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this.watch();
  }

  protected override onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this.watch();
  }

  protected override onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this.watch();
  }

  private readonly watch = (): void => {
    this.model.setWatched(this.isVisible && document.visibilityState === 'visible');
    this._toggled.emit();
  };

  private readonly _toggled = new Signal<this, void>(this);
}
