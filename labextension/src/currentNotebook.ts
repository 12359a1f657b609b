/** The notebook that the user works on: which file, through renames, which kernel, and whether that is busy. */

import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import { ISignal, Signal } from '@lumino/signaling';

export interface Kernel {
  title: string;
  isJava: boolean;
  /** Whether it is one of ours. */
  tracks: boolean;
}

export class CurrentNotebook {
  constructor(
    private readonly tracker: INotebookTracker,
    private readonly contents: Contents.IManager
  ) {
    tracker.currentChanged.connect(() => this.follow(tracker.currentWidget));
    this.follow(tracker.currentWidget);
  }

  /** Emitted when another notebook became current, or this one's path, kernel or kernel status changed. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get panel(): NotebookPanel | null {
    return this.tracker.currentWidget;
  }

  /** Relative to the Jupyter root; null when no notebook is open. */
  get path(): string | null {
    return this.panel ? this.contents.localPath(this.panel.context.path) : null;
  }

  /** Null when no kernel has started. */
  get kernel(): Kernel | null {
    const context = this.panel?.sessionContext;
    const name = context?.session?.kernel?.name;
    if (!context || name === undefined) {
      return null;
    }
    const title = context.kernelDisplayName;
    return { title, isJava: context.specsManager.specs?.kernelspecs[name]?.language === 'java', tracks: /provenote/i.test(name + title) };
  }

  get busy(): boolean {
    return this.panel?.sessionContext.session?.kernel?.status === 'busy';
  }

  private follow(panel: NotebookPanel | null): void {
    this.followed?.context.pathChanged.disconnect(this.emit);
    this.followed?.sessionContext.kernelChanged.disconnect(this.emit);
    this.followed?.sessionContext.statusChanged.disconnect(this.emit);
    this.followed = panel;
    panel?.context.pathChanged.connect(this.emit);
    panel?.sessionContext.kernelChanged.connect(this.emit);
    panel?.sessionContext.statusChanged.connect(this.emit);
    this.emit();
  }

  private readonly emit = (): void => {
    this._changed.emit();
  };

  private followed: NotebookPanel | null = null;
  private readonly _changed = new Signal<this, void>(this);
}
