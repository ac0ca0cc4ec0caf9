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

export interface CliHostOptions {
  /** 0, and none, takes any free port. */
  readonly port?: number;
  readonly chatName?: string;
  /** Show it to the devices around, other specs' among them. */
  readonly announce?: boolean;
  /** Beyond those that every spec needs. */
  readonly flags?: readonly string[];
}

export async function startCliHost(folder: string, options: CliHostOptions = {}): Promise<CliHost> {
  const { port = 0, chatName = 'Lớp 9A', announce = false, flags = [] } = options;
  const script = resolve(import.meta.dirname, '../../cli/host.ts');
  const args = ['--port', String(port), '--data', folder, '--chat-name', chatName, ...flags];
  if (!announce) args.push('--no-announce');
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
