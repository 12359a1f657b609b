/** Where versions and comparisons are shown: beside the notebook in JupyterLab, below it in Notebook 7. */

import type { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { TabPanel, type Widget } from '@lumino/widgets';

export class Place {
  constructor(
    private readonly shell: JupyterFrontEnd.IShell,
    labShell: ILabShell | null
  ) {
    // Notebook 7's main area has one widget, the notebook; a second one is passed over without a word.
    this.area = labShell ? 'main' : 'down';
  }

  show(widget: Widget): void {
    widget.toggleClass('pn-mod-below', this.area === 'down');
    this.shell.add(widget, this.area);
    this.bringToFront(widget);
  }

  /** Brings what is shown already to the front and returns it; null where it is not shown. */
  reveal(id: string): Widget | null {
    for (const widget of this.shell.widgets(this.area)) {
      if (widget.id === id) {
        this.bringToFront(widget);
        return widget;
      }
    }
    return null;
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
}
