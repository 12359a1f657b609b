/** The code of a run: opened as it was, compared, restored as a copy. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { MainAreaWidget, Notification } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Widget } from '@lumino/widgets';

import { errorText } from '../runs/errors';
import { fetchRunsFrom } from '../runs/fetch';
import { OLDER_PAGE } from '../runs/model';
import { ServerError } from '../server';
import { CommandIds, type RunOfNotebook } from '../tokens';
import { ComparePanel } from './ComparePanel';
import { Versions } from './fetch';
import { versionId, versionWidget, type VersionServices } from './VersionWidget';

export const versionsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'provenote:versions',
  description: "Opens, compares and restores the code of a notebook's runs.",
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry, NotebookPanel.IContentFactory, IEditorServices],
  activate
};

function activate(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  rendermime: IRenderMimeRegistry,
  contentFactory: NotebookPanel.IContentFactory,
  editorServices: IEditorServices
): void {
  const versions = new Versions(app.serviceManager.serverSettings);
  const services = { rendermime, contentFactory, editorServices };
  add(app, CommandIds.openVersion, 'Open notebook version', run => openVersion(app, versions, services, run));
  add(app, CommandIds.compare, 'Compare code', run => compare(app, versions, notebooks, run));
  add(app, CommandIds.restore, 'Restore notebook as a copy', run => restore(app, versions, run));
}

function add(app: JupyterFrontEnd, id: string, label: string, act: (run: RunOfNotebook) => Promise<void>): void {
  const text = { type: 'string' } as const;
  app.commands.addCommand(id, {
    label,
    execute: args => act(args as unknown as RunOfNotebook).catch(tell),
    describedBy: {
      args: {
        type: 'object',
        properties: { notebook: text, runId: text, runName: text, at: { ...text, enum: ['end'] } },
        required: ['notebook', 'runId', 'runName']
      }
    }
  });
}

function tell(error: unknown): void {
  const { title, detail } = errorText(error as Error);
  const refused = error instanceof ServerError && error.errorCode !== '';
  Notification.error(refused ? error.message : `${title}. ${detail}`, { autoClose: false });
}

async function openVersion(
  app: JupyterFrontEnd,
  versions: Versions,
  services: VersionServices,
  run: RunOfNotebook
): Promise<void> {
  if (reveal(app, versionId(run))) {
    return;
  }
  const [about, notebook] = await Promise.all([versions.about(run), versions.notebook(run)]);
  const { at, ...whole } = run;
  const actions = {
    compare: () => void app.commands.execute(CommandIds.compare, whole),
    restore: () => void app.commands.execute(CommandIds.restore, { ...whole, ...(at && { at }) })
  };
  show(app, versionWidget(run, about, notebook, actions, services));
}

function compare(
  app: JupyterFrontEnd,
  versions: Versions,
  notebooks: INotebookTracker,
  run: RunOfNotebook
): Promise<void> {
  if (!reveal(app, `provenote-compare-${run.runId}`)) {
    const { contents, serverSettings } = app.serviceManager;
    const fetchRuns = fetchRunsFrom(serverSettings);
    const openNotebook = (): INotebookContent | null => {
      const panel = notebooks.find(candidate => contents.localPath(candidate.context.path) === run.notebook);
      return (panel?.model?.toJSON() as INotebookContent | undefined) ?? null;
    };
    const runs = async () => {
      const { body } = await fetchRuns({ subject: run.notebook, maxResults: OLDER_PAGE });
      return body?.runs ?? [];
    };
    const content = new ComparePanel({ run, versions, openNotebook, runs });
    const widget = new MainAreaWidget({ content });
    widget.id = content.id;
    widget.title.label = content.title.label;
    widget.title.caption = content.title.caption;
    widget.title.icon = content.title.icon;
    widget.title.closable = true;
    content.id = `${content.id}-content`;
    show(app, widget);
  }
  return Promise.resolve();
}

async function restore(app: JupyterFrontEnd, versions: Versions, run: RunOfNotebook): Promise<void> {
  const { path } = await versions.restore(run);
  Notification.success(`The notebook of ${run.runName} was restored as ${path}`, { autoClose: 5_000 });
  await app.commands.execute('docmanager:open', { path });
}

function reveal(app: JupyterFrontEnd, id: string): boolean {
  for (const widget of app.shell.widgets('main')) {
    if (widget.id === id) {
      app.shell.activateById(id);
      return true;
    }
  }
  return false;
}

function show(app: JupyterFrontEnd, widget: Widget): void {
  app.shell.add(widget, 'main');
  app.shell.activateById(widget.id);
}
