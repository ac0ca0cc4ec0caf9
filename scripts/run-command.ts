// Runs a command to its end, with a time limit, and hands back what it said. The one place where scripts start tools.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export interface CommandOptions {
  /** After this the command and what it started are killed. */
  readonly timeLimitMs?: number;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface CommandResult {
  /** The exit code; null when it could not be started or was killed. */
  readonly code: number | null;
  readonly timedOut: boolean;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

export type RunCommand = (
  command: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

/** Never rejects: a command that does not exist has the code null. Runs in the project's folder, without input. */
export const runCommand: RunCommand = (command, args, { timeLimitMs, env } = {}) =>
  new Promise((done) => {
    // A group of its own on POSIX, so that the time limit reaches the children of npx and shells too.
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
    });
    const chunks: Buffer[] = [];
    let timedOut = false;
    const kill = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(ownGroup ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It ended by itself in this moment.
      }
    };
    const timer =
      timeLimitMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            kill();
          }, timeLimitMs);
    // Ctrl+C does not reach another group by itself.
    const onSignal = (): void => {
      kill();
      process.exit(130);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);

    const finish = (code: number | null): void => {
      clearTimeout(timer);
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      done({ code, timedOut, output: Buffer.concat(chunks).toString() });
    };
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      finish(null);
    });
    child.once('close', finish);
  });

/** Runs a tool from node_modules with this Node, whatever shell or PATH there is. */
export function runTool(
  script: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<CommandResult> {
  return runCommand(process.execPath, [resolve(root, 'node_modules', script), ...args], options);
}

/** Runs a tool from node_modules in this terminal until it ends; resolves to its exit code, 1 where it has none. */
export function showTool(script: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [resolve(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((done) => {
    child.once('error', () => done(1));
    child.once('close', (code) => done(code ?? 1));
  });
}

/** One line of progress for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
