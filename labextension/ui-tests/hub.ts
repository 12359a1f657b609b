/** A real JupyterHub: whoever gives a name is logged in, and has a server and a folder of their own. */

import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { settings, uiFolder } from './jupyter';

const PROXY = join(import.meta.dirname, '../node_modules/configurable-http-proxy/bin/configurable-http-proxy');
const START_SECONDS = 60;

export class Hub {
  private constructor(
    /** Ends with a slash. */
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess
  ) {}

  static async start(): Promise<Hub> {
    const folder = mkdtempSync(join(uiFolder, 'hub '));
    const [front, back, proxy] = await freePorts(3);
    const url = `http://127.0.0.1:${front}/class/`;
    writeFileSync(join(folder, 'jupyterhub_config.py'), configuration(folder, url, `127.0.0.1:${back}`, `127.0.0.1:${proxy}`));
    const log = openSync(join(folder, 'hub.log'), 'w');
    const child = spawn(process.env.PROVENOTE_TEST_PYTHON ?? '', ['-m', 'jupyterhub'], { cwd: folder, stdio: ['ignore', log, log] });
    const hub = new Hub(url, folder, child);
    await hub.started();
    return hub;
  }

  /** The folder of a user, which is the root of their server. */
  home(user: string): string {
    const home = join(this.folder, 'home', user);
    mkdirSync(home, { recursive: true });
    return home;
  }

  /** Ends it with the users' servers, these with their kernels and our Java servers. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await ended;
    }
  }

  private async started(): Promise<void> {
    for (let tries = 0; tries < START_SECONDS * 10 && this.process.exitCode === null; tries++) {
      const answer = await fetch(`${this.url}hub/health`).catch(() => undefined);
      if (answer?.ok) {
        return;
      }
      await pause(100);
    }
    await this.stop();
    throw new Error(readFileSync(join(this.folder, 'hub.log'), 'utf8'));
  }
}

function configuration(folder: string, url: string, back: string, proxy: string): string {
  return `
c = get_config()
c.JupyterHub.bind_url = ${JSON.stringify(url)}
c.JupyterHub.hub_bind_url = "http://${back}"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.Authenticator.allow_all = True
c.ConfigurableHTTPProxy.api_url = "http://${proxy}"
c.ConfigurableHTTPProxy.command = ${JSON.stringify([process.execPath, PROXY])}
c.SimpleLocalProcessSpawner.home_dir_template = ${JSON.stringify(join(folder, 'home', '{username}'))}
c.Spawner.http_timeout = ${START_SECONDS}
c.Spawner.args = ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Spawner.environment = ${JSON.stringify({ JUPYTERLAB_SETTINGS_DIR: settings })}
`;
}

/** Ports that nobody listens on, each another. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    })
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => once(server.close(), 'close')));
  return ports;
}
