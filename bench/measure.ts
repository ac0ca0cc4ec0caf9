// Measures one case on one server: a process for the server, another for all its clients, and this one, idle, between.
import { fork, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import * as v from 'valibot';
import type { Case, Measurement } from './case.ts';
import type { Peer } from './peer.ts';

const listening = v.object({ type: v.literal('listening'), port: v.number() });
const cpu = v.object({ type: v.literal('cpu'), microseconds: v.number() });
const ready = v.object({ type: v.literal('ready') });
const heardReport = v.object({
  type: v.literal('heard'),
  heard: v.object({ deliveries: v.number(), p50Ms: v.number(), p99Ms: v.number() }),
});

/** Starts both processes, measures, and ends them. Throws when either ends early. */
export async function measure(measured: Case, peer: Peer): Promise<Measurement> {
  const server = fork(peer.script);
  const running: ChildProcess[] = [server];
  try {
    const { port } = await next(server, listening);
    const clients = fork(resolve(import.meta.dirname, 'clients.ts'), [
      measured.name,
      peer.name,
      String(port),
    ]);
    running.push(clients);
    await next(clients, ready);

    const before = await cpuMicroseconds(server);
    clients.send('go');
    const { heard } = await next(clients, heardReport);
    const used = (await cpuMicroseconds(server)) - before;

    const closed = new Promise((done) => server.once('exit', done));
    server.send('close');
    await closed;
    return { ...heard, cpuMicrosecondsPerDelivery: used / heard.deliveries };
  } finally {
    for (const child of running) child.kill('SIGKILL');
  }
}

async function cpuMicroseconds(server: ChildProcess): Promise<number> {
  const answer = next(server, cpu);
  server.send('cpu');
  return (await answer).microseconds;
}

/** The next thing that a process says, which must have this form. */
function next<Schema extends v.GenericSchema>(
  child: ChildProcess,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return new Promise((done, fail) => {
    const onExit = (code: number | null): void =>
      fail(new Error(`${child.spawnargs.join(' ')} ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      const parsed = v.safeParse(schema, message);
      if (parsed.success) done(parsed.output);
      else fail(new Error(`unexpected: ${JSON.stringify(message)}`));
    });
  });
}
