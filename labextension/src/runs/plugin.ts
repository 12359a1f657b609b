/** The Experiment button and the Experiment runs sidebar. */

import { ILabShell, ILayoutRestorer, JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions } from '@jupyterlab/notebook';

import { CurrentNotebook } from '../currentNotebook';
import { experimentIcon } from '../icons';
import { pageUrl } from '../server';
import { CommandIds, RUNS_PANEL_ID } from '../tokens';
import { fetchRunsFrom } from './fetch';
import { RunsModel } from './model';
import { RunsPanel } from './panel';

/** Below the property inspector and above the debugger, the two that Jupyter puts there itself. */
const RANK = 150;

export const runsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'provenote:plugin',
  description: 'The Experiment button and the Experiment runs sidebar.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ILabShell, ILayoutRestorer, ICommandPalette],
  activate
};

function activate(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  labShell: ILabShell | null,
  restorer: ILayoutRestorer | null,
  palette: ICommandPalette | null
): void {
  const notebook = new CurrentNotebook(notebooks, app.serviceManager.contents);
  const { serverSettings } = app.serviceManager;
  const model = new RunsModel(fetchRunsFrom(serverSettings));
  const panel = new RunsPanel(
    model,
    () => notebook.kernel,
    {
      insertCell: source => insertCell(notebook, source),
      changeKernel: () => void app.commands.execute('notebook:change-kernel')
    },
    (command, run) => void app.commands.execute(command, { ...run }),
    path => pageUrl(path, serverSettings)
  );

  follow(notebook, model, panel);
  app.shell.add(panel, 'right', { rank: RANK, type: 'Experiment runs' });
  restorer?.add(panel, RUNS_PANEL_ID);
  addCommand(app, panel, labShell);
  palette?.addItem({ command: CommandIds.toggleRuns, category: 'Provenote' });
}

function follow(notebook: CurrentNotebook, model: RunsModel, panel: RunsPanel): void {
  const show = () => {
    model.show(notebook.path);
    model.setBusy(notebook.busy);
    panel.update();
  };
  notebook.changed.connect(show);
  show();
}

function insertCell(notebook: CurrentNotebook, source: string): void {
  const content = notebook.panel?.content;
  if (content) {
    NotebookActions.insertBelow(content);
    content.activeCell?.model.sharedModel.setSource(source);
    void NotebookActions.focusActiveCell(content);
  }
}

function addCommand(app: JupyterFrontEnd, panel: RunsPanel, labShell: ILabShell | null): void {
  app.commands.addCommand(CommandIds.toggleRuns, {
    label: 'Experiment',
    caption: "Show or hide this notebook's experiment runs",
    icon: experimentIcon,
    isToggleable: true,
    isToggled: () => panel.isVisible,
    execute: () => toggle(app, panel, labShell),
    describedBy: { args: { type: 'object', properties: {} } }
  });
  panel.toggled.connect(() => app.commands.notifyCommandChanged(CommandIds.toggleRuns));
}

/** JupyterLab's and Notebook 7's shells both can; they share no type that says so. */
interface ICollapsingShell {
  collapseRight?(): void;
}

function toggle(app: JupyterFrontEnd, panel: RunsPanel, labShell: ILabShell | null): void {
  if (panel.isVisible) {
    (labShell ?? (app.shell as ICollapsingShell)).collapseRight?.();
  } else {
    app.shell.activateById(panel.id);
  }
}
