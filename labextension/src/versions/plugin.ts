/** The code of a run: opened as it was, compared, restored as a copy. */

import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { IEditorServices } from '@jupyterlab/codeeditor';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { fetchRunsFrom } from '../runs/fetch';
import { OLDER_PAGE } from '../runs/model';
import { ServerError } from '../server';
import { CommandIds, type RunOfNotebook } from '../tokens';
import { comparisonId, ComparePanel } from './ComparePanel';
import { Versions } from './fetch';
import { Place } from './place';
import { RestoredTabs } from './restored';
import { versionId, VersionPanel } from './VersionPanel';
import { viewer, type ViewerServices } from './viewer';
import { errorText } from './words';

export const versionsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'provenote:versions',
  description: "Opens, compares and restores the code of a notebook's runs.",
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry, NotebookPanel.IContentFactory, IEditorServices],
  optional: [ILabShell, ILayoutRestorer],
  activate
};

function activate(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  rendermime: IRenderMimeRegistry,
  contentFactory: NotebookPanel.IContentFactory,
  editorServices: IEditorServices,
  labShell: ILabShell | null,
  restorer: ILayoutRestorer | null
): void {
  const { contents, serverSettings } = app.serviceManager;
  const versions = new Versions(serverSettings);
  const services = { rendermime, contentFactory, editorServices };
  const place = new Place(app.shell, labShell);
  const restoredIn = (command: string) => new RestoredTabs(command, labShell && restorer);
  const tabs = { versions: restoredIn(CommandIds.openVersion), comparisons: restoredIn(CommandIds.compare) };
  contents.fileChanged.connect((_, { type, oldValue, newValue }) => {
    if (type === 'rename' && oldValue?.path && newValue?.path) {
      place.moved(contents.localPath(oldValue.path), contents.localPath(newValue.path));
    }
  });
  add(app, CommandIds.openVersion, 'Open notebook version', run => openVersion(app, place, tabs.versions, versions, services, run));
  add(app, CommandIds.compare, 'Compare code', run => compare(app, place, tabs.comparisons, versions, notebooks, run));
  add(app, CommandIds.restore, 'Restore notebook as a copy', run => restore(app, versions, run));
}

function add(app: JupyterFrontEnd, id: string, label: string, act: (run: RunOfNotebook) => Promise<void>): void {
  const text = { type: 'string' } as const;
  const once = whileUnderWay(act);
  app.commands.addCommand(id, {
    label,
    execute: args => once(args as unknown as RunOfNotebook).catch(tell),
    describedBy: {
      args: {
        type: 'object',
        properties: { notebook: text, runId: text, runName: text, runStart: { type: 'number' }, at: { ...text, enum: ['end'] }, with: { type: 'object' } },
        required: ['notebook', 'runId', 'runName']
      }
    }
  });
}

/** A second click, before the first has shown anything, asks for no second tab or copy. */
function whileUnderWay(act: (run: RunOfNotebook) => Promise<void>): (run: RunOfNotebook) => Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  return run => {
    const key = `${run.runId} ${run.at ?? ''}`;
    const going = underWay.get(key) ?? act(run).finally(() => underWay.delete(key));
    underWay.set(key, going);
    return going;
  };
}

function tell(error: unknown): void {
  const { title, detail } = errorText(error as Error);
  const refused = error instanceof ServerError && error.errorCode !== '';
  Notification.error(refused ? error.message : `${title}. ${detail}`, { autoClose: false });
}

async function openVersion(
  app: JupyterFrontEnd,
  place: Place,
  tabs: RestoredTabs,
  versions: Versions,
  services: ViewerServices,
  run: RunOfNotebook
): Promise<void> {
  const open = place.reveal(versionId(run));
  if (open instanceof VersionPanel) {
    if (!open.retry() && open.isFilled) {
      open.tell(await versions.about(run));
    }
    return;
  }
  const actions = {
    // Of a version at the run's end too, the code at its start is compared.
    compare: ({ notebook, runId, runName, runStart }: RunOfNotebook) =>
      void app.commands.execute(CommandIds.compare, { notebook, runId, runName, runStart }),
    restore: (whole: RunOfNotebook) => void app.commands.execute(CommandIds.restore, { ...whole })
  };
  const panel = new VersionPanel(run, actions);
  const fill = async (): Promise<void> => {
    try {
      const [about, notebook] = await Promise.all([versions.about(run), versions.notebook(run)]);
      if (!panel.isDisposed) {
        panel.fill(about, viewer(notebook, services));
      }
    } catch (error: unknown) {
      if (!panel.isDisposed) {
        panel.fail(error as Error, () => void fill());
      }
    }
  };
  // JupyterLab, which waits for all tabs that it opens anew, is not to wait for the server too.
  tabs.keep(place.show(versionId(run), panel, fill()));
}

function compare(
  app: JupyterFrontEnd,
  place: Place,
  tabs: RestoredTabs,
  versions: Versions,
  notebooks: INotebookTracker,
  run: RunOfNotebook
): Promise<void> {
  const open = place.reveal(comparisonId(run));
  if (open instanceof ComparePanel) {
    open.compare(run);
    return Promise.resolve();
  }
  const { contents, serverSettings } = app.serviceManager;
  const fetchRuns = fetchRunsFrom(serverSettings);
  const openNotebook = async (path: string): Promise<INotebookContent | null> => {
    await app.restored;
    const panel = notebooks.find(candidate => contents.localPath(candidate.context.path) === path);
    if (panel) {
      // One that cannot be loaded never is ready, but closed.
      await Promise.race([panel.context.ready, new Promise<void>(closed => panel.disposed.connect(() => closed()))]);
    }
    return (panel?.model?.toJSON() as INotebookContent | undefined) ?? null;
  };
  const runs = async (path: string) => {
    const { body } = await fetchRuns({ subject: path, maxResults: OLDER_PAGE });
    return { runs: body?.runs ?? [], more: Boolean(body?.next_page_token) };
  };
  tabs.keep(place.show(comparisonId(run), new ComparePanel(run, { versions, openNotebook, runs })));
  return Promise.resolve();
}

async function restore(app: JupyterFrontEnd, versions: Versions, run: RunOfNotebook): Promise<void> {
  const { path } = await versions.restore(run);
  Notification.success(`The notebook of ${run.runName} was restored as ${path}`, { autoClose: 5_000 });
  await app.commands.execute('docmanager:open', { path });
}
