/** A real JupyterHub, by HTTPS: whoever gives a name is logged in, and has a server and a folder of their own. */

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

import { settings, uiFolder } from './jupyter';
import { ServerProcess, START_SECONDS } from './processes';

const PROXY = join(import.meta.dirname, '../node_modules/configurable-http-proxy/bin/configurable-http-proxy');
const AUTHORITY = 'ca/ca.crt';
const CERTIFICATE = 'hub/hub.crt';
const KEY = 'hub/hub.key';

export class Hub {
  private constructor(
    /** Ends with a slash. */
    readonly url: string,
    /** The file of the authority's certificate, whom nobody else knows. */
    readonly authority: string,
    private readonly folder: string,
    private readonly server: ServerProcess
  ) {}

  static async start(): Promise<Hub> {
    const folder = mkdtempSync(join(uiFolder, 'hub '));
    const [front, back, proxy] = await freePorts(3);
    const url = `https://127.0.0.1:${front}/class/`;
    certify(folder);
    writeFileSync(join(folder, 'jupyterhub_config.py'), configuration(folder, url, `127.0.0.1:${back}`, `127.0.0.1:${proxy}`));
    const server = await ServerProcess.start(['-m', 'jupyterhub'], { folder, log: join(folder, 'hub.log'), address: `${url}hub/health` });
    return new Hub(url, join(folder, AUTHORITY), folder, server);
  }

  /** The folder of a user, which is the root of their server. */
  home(user: string): string {
    const home = join(this.folder, 'home', user);
    mkdirSync(home, { recursive: true });
    return home;
  }

  /** Ends it with the users' servers, these with their kernels and our Java servers. */
  async stop(): Promise<void> {
    await this.server.stop();
  }
}

function configuration(folder: string, url: string, back: string, proxy: string): string {
  return `
c = get_config()
c.JupyterHub.bind_url = ${JSON.stringify(url)}
c.JupyterHub.ssl_cert = ${JSON.stringify(join(folder, CERTIFICATE))}
c.JupyterHub.ssl_key = ${JSON.stringify(join(folder, KEY))}
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

/** By the tool that comes with JupyterHub. */
function certify(folder: string): void {
  for (const whom of [['ca'], ['hub', '--ca-name', 'ca', '--alt-names', 'IP:127.0.0.1']]) {
    execFileSync('certipy', [...whom, '--store-dir', folder], { stdio: 'pipe' });
  }
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
