// Measures servers with crowds: a process for the server, another for all its people, and this one, idle, between.
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import type { Peer } from '../peers/peer.ts';
import { nextFrom } from '../servers/child.ts';
import type { RunningServer } from '../servers/server.ts';
import { arrivedReport, expectedDeliveries, heardReport } from './load.ts';
import type { Heard, Load, Plan } from './load.ts';

/** People who are in. */
export interface Crowd {
  /** From the first connection to the last welcome. */
  readonly arrivalMs: number;
  /** Speaks for a while without being measured. */
  warmUp(): Promise<void>;
  /** Does what the plan says and resolves when everything has been heard. */
  speak(): Promise<Heard>;
  leave(): Promise<void>;
}

/** Starts the process of the people and resolves when all are in. Rejects when one is not let in. */
export async function gather(peer: Peer, port: number, plan: Plan): Promise<Crowd> {
  const args = [peer.name, String(port), JSON.stringify(plan)];
  const child = fork(resolve(import.meta.dirname, 'people.ts'), args);
  try {
    const { milliseconds } = await nextFrom(child, arrivedReport);
    return {
      arrivalMs: milliseconds,
      async warmUp() {
        const heard = nextFrom(child, heardReport);
        child.send('warm-up');
        await heard;
      },
      speak() {
        const heard = nextFrom(child, heardReport);
        child.send('speak');
        return heard;
      },
      async leave() {
        if (child.exitCode !== null) return;
        const ended = new Promise((done) => child.once('exit', done));
        child.send('leave');
        await ended;
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

export interface LoadMeasurement extends Heard {
  /** Processor time of the server's process while the messages were delivered. */
  readonly cpuMicroseconds: number;
  readonly cpuMicrosecondsPerDelivery: number;
}

/** Runs `work` with a server that is closed afterwards, whatever happens. */
export async function withServer<Value>(
  start: () => Promise<RunningServer>,
  work: (server: RunningServer) => Promise<Value>,
): Promise<Value> {
  const server = await start();
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** One server under one load, both started for it. */
export function measureLoad(peer: Peer, load: Load): Promise<LoadMeasurement> {
  return withServer(
    () => peer.start(),
    async (server) => {
      const crowd = await gather(peer, server.port, { people: load.people, arrivalsPerSecond: null, load });
      try {
        await crowd.warmUp();
        return await measureCrowd(peer, server, crowd, load);
      } finally {
        await crowd.leave();
      }
    },
  );
}

/** What the crowd says and hears now, and what it costs the server. */
export async function measureCrowd(
  peer: Peer,
  server: RunningServer,
  crowd: Crowd,
  load: Load,
): Promise<LoadMeasurement> {
  const before = await server.usage();
  const heard = await crowd.speak();
  const cpuMicroseconds = (await server.usage()).cpuMicroseconds - before.cpuMicroseconds;
  const expected = expectedDeliveries(load, peer.echoes);
  if (heard.deliveries !== expected) {
    console.error(`${peer.title} delivered ${heard.deliveries} of ${expected}`);
  }
  return { ...heard, cpuMicroseconds, cpuMicrosecondsPerDelivery: cpuMicroseconds / heard.deliveries };
}
