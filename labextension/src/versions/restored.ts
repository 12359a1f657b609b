/** Tabs that come back where they were when JupyterLab is loaded anew. */

import type { ILayoutRestorer } from '@jupyterlab/application';
import { type MainAreaWidget, WidgetTracker } from '@jupyterlab/apputils';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';

import type { RunTab } from './place';

export class RestoredTabs {
  /** @param command what opens such a tab, from the arguments that the tab itself gives */
  constructor(command: string, restorer: ILayoutRestorer | null) {
    this.tracker = new WidgetTracker({ namespace: command.replace(':', '-') });
    const args = ({ content }: MainAreaWidget<RunTab>) => ({ ...content.args }) as ReadonlyPartialJSONObject;
    void restorer?.restore(this.tracker, { command, args, name: ({ id }) => id });
  }

  keep(tab: MainAreaWidget<RunTab>): void {
    void this.tracker.add(tab);
    tab.content.changed.connect(() => void this.tracker.save(tab));
  }

  private readonly tracker: WidgetTracker<MainAreaWidget<RunTab>>;
}
