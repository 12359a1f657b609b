import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import { runsPlugin } from './runs/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [runsPlugin];

export default plugins;
