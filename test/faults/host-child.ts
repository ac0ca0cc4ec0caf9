// Starts a host in a process of its own, asks it things, and kills it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AccountMode } from '../../protocol/accounts.ts';
import type { HostLimits } from '../../host/options.ts';
import type { HostProcessMessage } from './host-process.ts';

export interface HostChild {
  /** Resolves when its code runs and it is about to open the folder. */
  readonly opening: Promise<void>;
  /** Resolves to the port when it listens; rejects when it does not start. */
  readonly listening: Promise<number>;
  /** How many readers it has closed as too slow. */
  tooSlow(): number;
  /** Calls back for each reader that is closed as too slow. */
  onTooSlow(listener: () => void): void;
  /** Resident bytes, after a garbage collection. */
  memory(): Promise<number>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Closes the host as its owner would; resolves when the process is gone. */
  close(): Promise<void>;
}

/** Limits that do not hold back those who are here to make a load. */
export const wideOpen: Partial<HostLimits> = { framesPerSecond: 1e6, frameBurst: 1e6 };

export function startHostChild(
  dataDir: string,
  limits: Partial<HostLimits>,
  accountMode?: AccountMode,
): HostChild {
  const script = resolve(import.meta.dirname, 'host-process.ts');
  const child = fork(script, [JSON.stringify({ dataDir, limits, accountMode })], {
    execArgv: ['--expose-gc'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  onTestFinished(() => void child.kill('SIGKILL'));
  const opening = Promise.withResolvers<void>();
  const listening = Promise.withResolvers<number>();
  // Whoever kills it while it starts does not wait for it to listen.
  listening.promise.catch(() => undefined);
  opening.promise.catch(() => undefined);
  let answers: ((residentBytes: number) => void)[] = [];
  let slow = 0;
  const slowListeners: (() => void)[] = [];
  child.on('message', (message: HostProcessMessage) => {
    switch (message.type) {
      case 'opening':
        return opening.resolve();
      case 'listening':
        return listening.resolve(message.port);
      case 'not-started':
        return listening.reject(new Error(`host did not start: ${message.code}`));
      case 'memory':
        for (const answer of answers) answer(message.residentBytes);
        answers = [];
        return;
      case 'too-slow':
        slow += 1;
        for (const listener of slowListeners) listener();
    }
  });
  void ended.then(() => {
    const gone = new Error('the host process has ended');
    opening.reject(gone);
    listening.reject(gone);
  });
  return {
    opening: opening.promise,
    listening: listening.promise,
    tooSlow: () => slow,
    onTooSlow: (listener) => void slowListeners.push(listener),
    memory: () =>
      new Promise((answer) => {
        answers.push(answer);
        child.send('memory');
      }),
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
    close() {
      child.send('close');
      return ended;
    },
  };
}
