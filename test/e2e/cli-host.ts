// A headless host as a process of its own, for specs of the web page.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface CliHost {
  readonly port: number;
  /** Folder of its history. */
  readonly folder: string;
  /** Stops it as Ctrl+C does; resolves when it has gone. */
  stop(): Promise<void>;
}

/** @param port 0 takes any free port */
export async function startCliHost(folder: string, port = 0): Promise<CliHost> {
  const script = resolve(import.meta.dirname, '../../cli/host.ts');
  const args = ['--port', String(port), '--data', folder, '--chat-name', 'Lớp 9A'];
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const listening = await Promise.race([firstAddress(child), exited.then(() => null)]);
  if (listening === null) throw new Error(`The host did not start on port ${String(port)}`);
  return {
    port: listening,
    folder,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The port in the line that says where it listens. */
function firstAddress(child: ChildProcess): Promise<number> {
  return new Promise((found) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const port = /^listening on http:\/\/[^\s/]+:(\d+)/m.exec(text)?.[1];
      if (port !== undefined) found(Number(port));
    });
  });
}
