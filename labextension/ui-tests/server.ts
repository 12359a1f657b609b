/** `provenote server` as a person starts it: a process of its own, on a free port, with a store of its own. */

import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { uiFolder } from './jupyter';

export class ProvenoteServer {
  private constructor(
    readonly url: string,
    /** Holds its `mlflow.db`. */
    readonly folder: string,
    private readonly process: ChildProcess,
    private readonly token: string | undefined
  ) {}

  /** Starts one in a new folder. */
  static async start(options: string[] = [], environment: Record<string, string> = {}): Promise<ProvenoteServer> {
    const folder = mkdtempSync(join(uiFolder, 'server '));
    const child = spawn(
      process.env.PROVENOTE_TEST_PYTHON ?? '',
      ['-m', 'provenote.cli', 'server', '--port', '0', '--artifacts-destination', 'artifacts', ...options],
      { cwd: folder, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] }
    );
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { port } = JSON.parse(line) as { port: number };
    return new ProvenoteServer(`http://127.0.0.1:${port}`, folder, child, environment.PROVENOTE_SERVER_TOKEN);
  }

  /** `await using` ends it with the test. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }

  /** Asks MLflow's REST API, below `/api/2.0/mlflow/`. */
  async post<T>(path: string, body: object): Promise<T> {
    return JSON.parse(await this.send(`/api/2.0/mlflow/${path}`, JSON.stringify(body), 'application/json')) as T;
  }

  /** Makes an experiment and returns its id. */
  async experiment(name: string): Promise<string> {
    return (await this.post<{ experiment_id: string }>('experiments/create', { name })).experiment_id;
  }

  /** Logs a finished run and returns its id. */
  async run(experiment: string, name: string, params: Record<string, string>, loss: number[]): Promise<string> {
    const id = await this.startRun(experiment, name, params);
    await this.logLoss(id, loss);
    await this.post('runs/update', { run_id: id, status: 'FINISHED', end_time: Date.now() });
    return id;
  }

  /** Starts a run, which goes on, and returns its id. */
  async startRun(experiment: string, name: string, params: Record<string, string>): Promise<string> {
    const start = { experiment_id: experiment, run_name: name, user_id: 'ada', start_time: Date.now() };
    const { run } = await this.post<{ run: { info: { run_id: string } } }>('runs/create', start);
    const pairs = Object.entries(params).map(([key, value]) => ({ key, value }));
    await this.post('runs/log-batch', { run_id: run.info.run_id, params: pairs });
    return run.info.run_id;
  }

  async logLoss(run: string, loss: number[]): Promise<void> {
    const metrics = loss.map((value, step) => ({ key: 'loss', value, step, timestamp: Date.now() }));
    await this.post('runs/log-batch', { run_id: run, metrics });
  }

  async artifact(run: string, path: string, content: BodyInit): Promise<void> {
    await this.send(`/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${run}&path=${path}`, content, 'text/plain');
  }

  private async send(path: string, body: BodyInit, type: string): Promise<string> {
    const authorization = this.token ? { Authorization: `Bearer ${this.token}` } : undefined;
    const headers = { 'Content-Type': type, ...authorization };
    const answer = await fetch(this.url + path, { method: 'POST', body, headers });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${answer.status} ${path}: ${text}`);
    }
    return text;
  }
}
