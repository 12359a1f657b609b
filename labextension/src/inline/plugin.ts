/** The inline list of runs, for trusted and untrusted notebooks alike: it shows text only. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';

import { InlineRunsRenderer, RUNS_MIME_TYPE } from './renderer';

/** Before the HTML table, whose rank is 50. */
const RANK = 40;

export const inlinePlugin: JupyterFrontEndPlugin<void> = {
  id: 'provenote:inline-runs',
  description: 'The runs below a cell that shows them.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (_: JupyterFrontEnd, renderers: IRenderMimeRegistry) => {
    const createRenderer = () => new InlineRunsRenderer();
    renderers.addFactory({ safe: true, mimeTypes: [RUNS_MIME_TYPE], createRenderer }, RANK);
  }
};
