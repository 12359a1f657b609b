/** The Jupyter server of these tests: a fresh root and settings, a base URL as a hub gives it, a token. */

import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const BASE_URL = '/user/ada/';
export const TOKEN = 'ui-tests';

const python = process.env.PROVENOTE_TEST_PYTHON;
if (!python) {
  throw new Error('PROVENOTE_TEST_PYTHON names no Python with Jupyter and our wheel. Run: make test-ui');
}

// Playwright loads this file in every worker; what is chosen once is handed on in the environment.
const folder = (process.env.PROVENOTE_UI_FOLDER ??= realpathSync(mkdtempSync(join(tmpdir(), 'provenote ui '))));
const port = (process.env.PROVENOTE_UI_PORT ??= String(20_000 + (process.pid % 12_000)));

export const uiFolder = folder;
export const rootFolder = join(folder, 'notebooks');
export const jupyterUrl = `http://127.0.0.1:${port}${BASE_URL}`;

export const settings = join(folder, 'settings');
mkdirSync(rootFolder, { recursive: true });
mkdirSync(join(settings, '@jupyterlab/apputils-extension'), { recursive: true });
writeFileSync(
  join(settings, '@jupyterlab/apputils-extension/notification.jupyterlab-settings'),
  JSON.stringify({ fetchNews: 'false', checkForUpdates: false })
);

Object.assign(process.env, {
  JUPYTER_CONFIG_DIR: join(folder, 'config'),
  JUPYTER_DATA_DIR: join(folder, 'data'),
  JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
  JUPYTERLAB_SETTINGS_DIR: settings,
  JUPYTERLAB_WORKSPACES_DIR: join(folder, 'workspaces')
});
delete process.env.MLFLOW_TRACKING_URI;
if (!process.env.PATH?.startsWith(dirname(python))) {
  process.env.PATH = [dirname(python), process.env.PATH].join(delimiter);
}

export const jupyterArguments = [
  ...['-m', 'jupyterlab', '--no-browser', '--allow-root', '--expose-app-in-browser', '--JupyterNotebookApp.expose_app_in_browser=True'],
  ...['--ServerApp.ip=127.0.0.1', `--ServerApp.port=${port}`, '--ServerApp.port_retries=0'],
  ...[`--ServerApp.base_url=${BASE_URL}`, `--IdentityProvider.token=${TOKEN}`, `--ServerApp.root_dir=${rootFolder}`]
];
