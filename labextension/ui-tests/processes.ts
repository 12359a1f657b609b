/** The servers that these tests start: each a process that is waited for and ended, with what it started itself. */

import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { request } from '@playwright/test';

export const START_SECONDS = 60;
const END_SECONDS = 30;

export class ServerProcess {
  private constructor(
    private readonly process: ChildProcess,
    private readonly log: string
  ) {}

  /** Starts Python with these arguments in a folder, and waits until the address answers. Its words go into the log. */
  static async start(args: string[], { folder, log, address }: { folder: string; log: string; address: string }): Promise<ServerProcess> {
    const output = openSync(log, 'w');
    const child = spawn(process.env.PROVENOTE_TEST_PYTHON ?? '', args, { cwd: folder, stdio: ['ignore', output, output] });
    closeSync(output);
    const server = new ServerProcess(child, log);
    await server.answers(address);
    return server;
  }

  /** Ends it as its owner would, and waits for it: not for ever. */
  async stop(): Promise<void> {
    if (this.runs()) {
      const ended = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      const inTime = await Promise.race([ended.then(() => true), pause(END_SECONDS * 1000, false, { ref: false })]);
      if (!inTime) {
        this.process.kill('SIGKILL');
        await ended;
      }
    }
  }

  private runs(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  private async answers(address: string): Promise<void> {
    const client = await request.newContext({ ignoreHTTPSErrors: true });
    const end = Date.now() + START_SECONDS * 1000;
    try {
      while (Date.now() < end && this.runs()) {
        const answer = await client.get(address, { timeout: 1000 }).catch(() => undefined);
        if (answer?.ok()) {
          return;
        }
        await pause(100);
      }
    } finally {
      await client.dispose();
    }
    await this.stop();
    throw new Error(readFileSync(this.log, 'utf8'));
  }
}

/**
 * Waits until no process runs any more that has something of a folder in its environment, as all have that the tests start.
 * Those that stay are ended, and named in the error. Of systems without `/proc` nothing is known.
 */
export async function nothingLeft(folder: string): Promise<void> {
  for (let tries = 0; left(folder).length > 0; tries++) {
    if (tries === END_SECONDS * 10) {
      const stayed = left(folder);
      stayed.forEach(({ pid }) => kill(pid));
      throw new Error(['These were left by the tests:', ...stayed.map(({ pid, command }) => `${pid} ${command}`)].join('\n'));
    }
    await pause(100);
  }
}

function left(folder: string): { pid: number; command: string }[] {
  return processes()
    .filter(pid => pid !== process.pid && read(pid, 'environ').includes(folder))
    .map(pid => ({ pid, command: read(pid, 'cmdline').replaceAll('\0', ' ') }));
}

function processes(): number[] {
  return existsSync('/proc') ? readdirSync('/proc').map(Number).filter(Number.isInteger) : [];
}

/** Does nothing to a process that has ended meanwhile. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is what was wanted.
  }
}

/** Nothing of a process that has ended meanwhile. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
