/** A notebook to look at, outputs included: no kernel, nothing to edit. */

import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { NotebookModel, type NotebookPanel, StaticNotebook } from '@jupyterlab/notebook';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { joined } from './lines';

export interface ViewerServices {
  rendermime: IRenderMimeRegistry;
  contentFactory: NotebookPanel.IContentFactory;
  editorServices: IEditorServices;
}

/** Not Jupyter's `Notebook`, which has an active cell and lets its cells be moved. */
export function viewer(content: INotebookContent, { rendermime, contentFactory, editorServices }: ViewerServices): StaticNotebook {
  const notebook = new StaticNotebook({
    rendermime: rendermime.clone(),
    contentFactory,
    mimeTypeService: editorServices.mimeTypeService,
    notebookConfig: { ...StaticNotebook.defaultNotebookConfig, windowingMode: 'none' }
  });
  const model = new NotebookModel();
  model.fromJSON(untrusted(joined(content)));
  model.readOnly = true;
  notebook.model = model;
  for (const cell of notebook.widgets) {
    cell.readOnly = true;
  }
  notebook.addClass('pn-Version');
  keepCommandsOut(notebook.node);
  notebook.disposed.connect(() => model.dispose());
  return notebook;
}

/** Jupyter's keys and context menu for a notebook act on the one that is open for work, whichever they were meant for. */
function keepCommandsOut(node: HTMLElement): void {
  node.setAttribute('data-lm-suppress-shortcuts', 'true');
  // Stopped, not prevented: the browser's own menu copies text.
  node.addEventListener('contextmenu', event => event.stopPropagation());
}

/** Only Jupyter's notary may say that outputs are trusted; a stored notebook says whatever its sender wrote. */
function untrusted(content: INotebookContent): INotebookContent {
  const cells = content.cells.map(cell => {
    const metadata = { ...cell.metadata };
    delete metadata.trusted;
    return { ...cell, metadata };
  });
  return { ...content, cells };
}
