import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { identityPlugin } from './identity/plugin';
import { inlinePlugin } from './inline/plugin';
import { openNotebookPlugin } from './openNotebook/plugin';
import { runsPlugin } from './runs/plugin';
import { versionsPlugin } from './versions/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  runsPlugin,
  inlinePlugin,
  identityPlugin,
  openNotebookPlugin,
  versionsPlugin
];

export default plugins;
