/** Gives a run the notebook as it is open, unsaved edits included, when its kernel asks. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import type { ServerConnection } from '@jupyterlab/services';

import { request } from '../server';
import { questionIn } from './question';

export const openNotebookPlugin: JupyterFrontEndPlugin<void> = {
  id: 'provenote:open-notebook',
  description: 'Gives a run the notebook as it is open, unsaved edits included.',
  autoStart: true,
  requires: [INotebookTracker],
  activate
};

function activate(app: JupyterFrontEnd, notebooks: INotebookTracker): void {
  const { contents, serverSettings } = app.serviceManager;
  notebooks.widgetAdded.connect((_, panel) => {
    panel.sessionContext.iopubMessage.connect((_, message) => {
      const question = questionIn(message, panel.sessionContext.session?.kernel?.clientId);
      if (question?.path === contents.localPath(panel.context.path)) {
        // Not awaited: the kernel's other messages would wait for it.
        void give(panel, question.request, serverSettings);
      }
    });
  });
}

async function give(panel: NotebookPanel, name: string, settings: ServerConnection.ISettings): Promise<void> {
  const kernel = panel.sessionContext.session?.kernel;
  if (kernel && panel.model) {
    const path = `kernels/${kernel.id}/open-notebook`;
    try {
      await request({ method: 'PUT', path, query: { request: name }, body: panel.model.toJSON() }, settings);
    } catch {
      // The run takes the saved file then, and says so.
    }
  }
}
