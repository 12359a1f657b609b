/** A run's notebook as it was, outputs included, to look at: no kernel, nothing to edit. */

import { MainAreaWidget } from '@jupyterlab/apputils';
import type { IEditorServices } from '@jupyterlab/codeeditor';
import type { INotebookContent } from '@jupyterlab/nbformat';
import { Notebook, NotebookModel, type NotebookPanel, StaticNotebook } from '@jupyterlab/notebook';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ReactWidget } from '@jupyterlab/ui-components';
import { Panel } from '@lumino/widgets';
import * as React from 'react';

import { experimentIcon } from '../icons';
import type { RunOfNotebook } from '../tokens';
import type { RunVersion } from '../wire';
import { VersionBar, type VersionActions } from './VersionBar';

export interface VersionServices {
  rendermime: IRenderMimeRegistry;
  contentFactory: NotebookPanel.IContentFactory;
  editorServices: IEditorServices;
}

export function versionWidget(
  run: RunOfNotebook,
  about: RunVersion,
  notebook: INotebookContent,
  actions: VersionActions,
  services: VersionServices
): MainAreaWidget {
  const content = new Panel();
  content.addClass('pn-VersionPanel');
  content.addWidget(ReactWidget.create(React.createElement(VersionBar, { run, about, actions })));
  content.addWidget(viewer(notebook, services));
  const widget = new MainAreaWidget({ content });
  widget.id = versionId(run);
  widget.title.label = `${run.runName}${run.at ? ' at its end' : ''}: ${fileName(run.notebook)}`;
  widget.title.caption = `${run.notebook} as it was when run ${run.runName} ${run.at ? 'ended' : 'started'}`;
  widget.title.icon = experimentIcon;
  widget.title.closable = true;
  return widget;
}

export function versionId({ runId, at }: RunOfNotebook): string {
  return `provenote-version-${runId}${at ? `-${at}` : ''}`;
}

function viewer(content: INotebookContent, { rendermime, contentFactory, editorServices }: VersionServices): Notebook {
  const notebook = new Notebook({
    rendermime: rendermime.clone(),
    contentFactory,
    mimeTypeService: editorServices.mimeTypeService,
    notebookConfig: { ...StaticNotebook.defaultNotebookConfig, windowingMode: 'none' }
  });
  const model = new NotebookModel();
  model.fromJSON(untrusted(content));
  notebook.model = model;
  for (const cell of notebook.widgets) {
    cell.readOnly = true;
  }
  notebook.addClass('pn-Version');
  notebook.disposed.connect(() => model.dispose());
  return notebook;
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

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
