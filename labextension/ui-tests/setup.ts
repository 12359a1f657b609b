/** Starts the Jupyter server of all specs. At the end nothing of them may run any more, and what they wrote is removed. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { jupyterArguments, jupyterUrl, uiFolder } from './jupyter';
import { nothingLeft, ServerProcess } from './processes';

export default async function setUp(): Promise<() => Promise<void>> {
  const jupyter = await startJupyter().catch(async (error: unknown) => {
    // Of two errors this one says what is wrong.
    await remove().catch(() => undefined);
    throw error;
  });
  return async () => {
    await jupyter.stop();
    await remove();
  };
}

function startJupyter(): Promise<ServerProcess> {
  const log = process.env.PROVENOTE_UI_LOG ?? join(uiFolder, 'jupyter.log');
  return ServerProcess.start(jupyterArguments, { folder: import.meta.dirname, log, address: `${jupyterUrl}api` });
}

async function remove(): Promise<void> {
  try {
    await nothingLeft(uiFolder);
  } finally {
    // Where nothing is known of processes, one that still ends may write.
    rmSync(uiFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
