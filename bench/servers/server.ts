// A server under test in a process of its own: one that is written for the benchmark, or any program that listens.
import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { nextFrom } from './child.ts';

export interface Usage {
  /** Of the whole process, user and system, all its threads. */
  readonly cpuMicroseconds: number;
  readonly residentBytes: number;
  /** The most that it ever was. */
  readonly peakResidentBytes: number;
  /** Objects and buffers, as V8 counts them; null for a program that is not ours. */
  readonly heldBytes: number | null;
}

export interface RunningServer {
  readonly port: number;
  /** From its folder until it listens, without starting Node; null where it does not say. */
  readonly openedInMs: number | null;
  /** `afterCollecting` asks a server of ours to collect its garbage first; it must be forked with that wish. */
  usage(afterCollecting?: boolean): Promise<Usage>;
  /** Ends it in its own way where it has one. */
  close(): Promise<void>;
}

const listening = v.object({
  type: v.literal('listening'),
  port: v.number(),
  openedInMs: v.nullable(v.number()),
});
const usage = v.object({
  type: v.literal('usage'),
  cpuMicroseconds: v.number(),
  residentBytes: v.number(),
  peakResidentBytes: v.number(),
  heldBytes: v.number(),
});

/** Starts a script that speaks `server-process.ts`; `settings` are its own matter. */
export async function forkServer(script: string, settings: object = {}): Promise<RunningServer> {
  const child = fork(script, [JSON.stringify(settings)], { execArgv: ['--expose-gc'] });
  try {
    const { port, openedInMs } = await nextFrom(child, listening);
    return {
      port,
      openedInMs,
      usage(afterCollecting = false) {
        const answer = nextFrom(child, usage);
        child.send(afterCollecting ? 'collect' : 'usage');
        return answer;
      },
      close() {
        child.send('close');
        return ended(child);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

/** How long a program may take until it listens, and until it ends. */
const startLimitMs = 10_000;
const endLimitMs = 3_000;
const nextTryMs = 50;

/**
 * Starts a program that listens on `port` once it is up. Its usage is read from `/proc`, which only Linux has.
 * @throws when it ends or does not listen in time; the error has its last words.
 */
export async function spawnServer(
  command: string,
  args: readonly string[],
  port: number,
): Promise<RunningServer> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
  }
  child.on('error', (error) => (words += error.message));
  const giveUpAt = performance.now() + startLimitMs;
  while (!(await accepts(port))) {
    if (child.pid === undefined || child.exitCode !== null || performance.now() > giveUpAt) {
      child.kill('SIGKILL');
      throw new Error(`${command} does not listen: ${words}`);
    }
    await delay(nextTryMs);
  }
  return {
    port,
    openedInMs: null,
    usage: () => Promise.resolve(usageOf(child.pid ?? 0)),
    close() {
      child.kill('SIGTERM');
      return ended(child);
    },
  };
}

/** Whether this system says what a foreign process uses. */
export const canSpawnServers = existsSync('/proc/self/schedstat');

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The first number of `schedstat` is the nanoseconds that a thread has run. */
function usageOf(pid: number): Usage {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kibibytes = (key: string): number =>
    Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
  return {
    cpuMicroseconds: nanoseconds / 1000,
    residentBytes: kibibytes('VmRSS') * 1024,
    peakResidentBytes: kibibytes('VmHWM') * 1024,
    heldBytes: null,
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
  await new Promise((done) => child.once('exit', done));
  clearTimeout(timer);
}
