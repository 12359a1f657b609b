/** Gives notebooks an id, so that their experiments follow them, and asks about the experiment when one is deleted. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import type { Contents, ServerConnection } from '@jupyterlab/services';

import { errorText } from '../runs/errors';
import { request } from '../server';
import type { NotebookRuns } from '../wire';
import { deletionQuestion, mayBeOthersToo } from './deletion';
import { identityIn, identityOf, METADATA_KEY } from './identity';

export const identityPlugin: JupyterFrontEndPlugin<void> = {
  id: 'provenote:identity',
  description: 'Keeps a notebook and its experiment together through renames, copies and deletion.',
  autoStart: true,
  requires: [INotebookTracker],
  activate
};

/** As many as the server sends at once: beyond it, "1,000+ runs" is as telling as their number. */
const MOST_COUNTED = '1000';

function activate(app: JupyterFrontEnd, notebooks: INotebookTracker): void {
  const { contents, serverSettings } = app.serviceManager;
  const underWay = new Set<NotebookPanel>();
  // Not when it is opened: a notebook that is only read stays as it is.
  NotebookActions.executionScheduled.connect((_, { notebook }) => {
    const panel = notebooks.find(candidate => candidate.content === notebook);
    // All cells may be scheduled at once: one id, and one save.
    if (panel && !underWay.has(panel)) {
      underWay.add(panel);
      void giveIdentity(panel, contents).finally(() => underWay.delete(panel));
    }
  });
  notebooks.widgetAdded.connect((_, panel) => {
    void panel.context.ready.then(() => tellOpened(panel, contents, serverSettings));
  });
  contents.fileChanged.connect((_, change) => {
    const path = change.type === 'delete' ? change.oldValue?.path : undefined;
    if (path?.endsWith('.ipynb')) {
      void askAboutExperiment(contents.localPath(path), serverSettings);
    }
  });
}

/** Saved at once, so that the run that is about to start finds it; a notebook that has its identity is not touched. */
async function giveIdentity(panel: NotebookPanel, contents: Contents.IManager): Promise<void> {
  const { context, model } = panel;
  if (!model || model.readOnly || context.contentsModel?.writable === false || !(await isJava(panel))) {
    return;
  }
  const found = identityIn(model.sharedModel.metadata);
  const path = contents.localPath(context.path);
  const identity = await identityOf(path, found, other => idAt(other, contents));
  if (panel.isDisposed || (identity.id === found?.id && identity.path === found.path)) {
    return;
  }
  model.sharedModel.setMetadata(METADATA_KEY, { ...identity });
  try {
    await context.save();
  } catch {
    // JupyterLab has told the user; the id is saved with the notebook when that can be saved.
  }
}

async function isJava(panel: NotebookPanel): Promise<boolean> {
  // A notebook that never ran does not know its language before its kernel has said it.
  const language = panel.model?.defaultKernelLanguage || (await kernelLanguage(panel));
  return language?.toLowerCase() === 'java';
}

async function kernelLanguage({ sessionContext }: NotebookPanel): Promise<string | undefined> {
  await sessionContext.ready;
  return (await sessionContext.session?.kernel?.info)?.language_info.name;
}

async function idAt(path: string, contents: Contents.IManager): Promise<string | undefined> {
  try {
    const there = await contents.get(path, { content: true, type: 'notebook' });
    return identityIn((there.content as { metadata?: unknown }).metadata)?.id;
  } catch {
    return undefined; // there is none
  }
}

/** The experiment of a notebook that was moved outside Jupyter follows; that of one deleted and restored comes back with it. */
async function tellOpened(
  panel: NotebookPanel,
  contents: Contents.IManager,
  settings: ServerConnection.ISettings
): Promise<void> {
  if (identityIn(panel.model?.sharedModel.metadata) && (await isJava(panel))) {
    const query = { path: contents.localPath(panel.context.path) };
    try {
      await request({ method: 'POST', path: 'api/provenote/notebooks/seen', query }, settings);
    } catch {
      // The next run in the notebook does the same.
    }
  }
}

async function askAboutExperiment(path: string, settings: ServerConnection.ISettings): Promise<void> {
  const runs = await runsOf(path, settings);
  if (!runs?.experiment) {
    return;
  }
  const { name, experiment_id: id } = runs.experiment;
  if (mayBeOthersToo(runs, id)) {
    return; // our server would refuse
  }
  const answer = await showDialog({
    title: 'Move the experiment to the trash too?',
    body: deletionQuestion(runs, name, id),
    buttons: [Dialog.cancelButton({ label: 'Keep the runs' }), Dialog.warnButton({ label: 'Move to trash' })],
    // Enter, pressed once more than was meant, changes nothing.
    defaultButton: 0
  });
  if (answer.button.accept) {
    await moveToTrash(path, settings);
  }
}

/** Undefined where the server does not say: a notebook in another language is deleted too, where there may be no Java. */
async function runsOf(path: string, settings: ServerConnection.ISettings): Promise<NotebookRuns | undefined> {
  try {
    const query = { notebook: path, max_results: MOST_COUNTED };
    return (await request<NotebookRuns>({ path: 'api/provenote/runs', query }, settings)).body;
  } catch {
    return undefined; // the experiment stays, as it does for who keeps the runs
  }
}

async function moveToTrash(path: string, settings: ServerConnection.ISettings): Promise<void> {
  try {
    await request({ method: 'POST', path: 'api/provenote/notebooks/deleted', query: { path } }, settings);
  } catch (error) {
    const { title, detail } = errorText(error as Error);
    Notification.warning(`The experiment of ${path} was left as it is. ${title}: ${detail}`, { autoClose: false });
  }
}
