/** Where versions and comparisons are shown: beside the notebook in JupyterLab, below it in Notebook 7. */

import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { ISignal } from '@lumino/signaling';
import { TabPanel, type Widget } from '@lumino/widgets';

import type { RunOfNotebook } from '../tokens';
import { movedPath } from './moves';

/** What is shown of one run. */
export interface RunTab extends Widget {
  readonly run: RunOfNotebook;
  /** What the command that opens such a tab is given, to open it as it is now. */
  readonly args: RunOfNotebook;
  /** Emitted when `args` are others. */
  readonly changed: ISignal<this, void>;
  /** The run's notebook is at another path now. */
  renamed(notebook: string): void;
}

export class Place {
  constructor(
    private readonly shell: JupyterFrontEnd.IShell,
    labShell: ILabShell | null
  ) {
    // Notebook 7's main area has one widget, the notebook; a second one is passed over without a word.
    this.area = labShell ? 'main' : 'down';
  }

  /** @param ready until when the tab is there and says that its content is still to come; at once if left out */
  show(id: string, content: RunTab, ready?: Promise<void>): MainAreaWidget<RunTab> {
    const tab = new MainAreaWidget({ content, ...(ready && { reveal: ready }) });
    tab.id = id;
    tab.title.closable = true;
    tab.toggleClass('pn-mod-below', this.area === 'down');
    this.tabs.set(id, tab);
    tab.disposed.connect(() => this.tabs.delete(id));
    this.shell.add(tab, this.area);
    this.bringToFront(tab);
    return tab;
  }

  /** Brings what is shown already to the front and returns it; undefined where it is not shown. */
  reveal(id: string): RunTab | undefined {
    const tab = this.tabs.get(id);
    if (tab) {
      this.bringToFront(tab);
    }
    return tab?.content;
  }

  /** A notebook, or a folder with notebooks in it, was moved. */
  moved(from: string, to: string): void {
    for (const { content } of this.tabs.values()) {
      const path = movedPath(content.run.notebook, from, to);
      if (path !== undefined) {
        content.renamed(path);
      }
    }
  }

  private bringToFront(widget: Widget): void {
    this.shell.activateById(widget.id);
    // Notebook 7's shell leaves another tab in front.
    const tabs = widget.parent?.parent;
    if (tabs instanceof TabPanel) {
      tabs.currentWidget = widget;
    }
  }

  private readonly area: 'main' | 'down';
  private readonly tabs = new Map<string, MainAreaWidget<RunTab>>();
}
