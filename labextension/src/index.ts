import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { inlinePlugin } from './inline/plugin';
import { runsPlugin } from './runs/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [runsPlugin, inlinePlugin];

export default plugins;
