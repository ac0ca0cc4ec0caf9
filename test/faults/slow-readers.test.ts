// Slow readers: a quarter of the room stops reading while the rest goes on chatting.
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { temporaryFolder } from '../temporary.ts';
import { seatAudience, talk } from './audience.ts';
import { count, report, rounds } from './form.ts';
import { startHostChild, wideOpen } from './host-child.ts';
import { createPerson, createPlatform, enter, isJoined } from './person.ts';
import { readRecords } from './records.ts';

const listeners = rounds({ short: 30, long: 150 });
const stalledReaders = rounds({ short: 10, long: 50 });
const messagesPerSecond = 200;
/** Long ones in the short form, so that what the system keeps for a reader is full sooner. */
const contentBytes = rounds({ short: 3_800, long: 2_000 });
/** Of the run without slow readers that the other one is compared with. */
const calmMessages = rounds({ short: 400, long: 2_000 });
const mostMemoryGrowthBytes = 64 * 1024 * 1024;
const mebibyte = 1024 * 1024;

test('readers that stop are closed and resume completely, while the host stays small and the others hear everything', async () => {
  const folder = temporaryFolder();
  // All these people live in one process, which on a busy machine answers pings late: nobody is dead here.
  const host = startHostChild(folder, { ...wideOpen, pingIntervalMs: 60_000 });
  const network = { port: await host.listening };
  const audience = await seatAudience(network.port, listeners);

  const calm = talk(audience, messagesPerSecond, contentBytes);
  await audience.heard(calmMessages);
  let said = calm.stop();
  await audience.heard(said);
  const calmP99 = audience.p99();

  const sockets = new Map<number, WebSocket>();
  const people = await Promise.all(
    Array.from({ length: stalledReaders }, (_, n) => {
      const onSocket = (socket: WebSocket): void => void sockets.set(n, socket);
      return enter(createPerson(`Reader ${n}`, createPlatform({ network, onSocket })));
    }),
  );
  const codes: string[] = [];
  for (const person of people) {
    person.onUpdate((update) => {
      if (update.type !== 'connection-changed' || update.connection.name !== 'reconnecting') return;
      if (update.connection.retryAt !== null) codes.push(update.connection.code);
    });
  }
  const saidBefore = said;
  const before = await host.memory();
  let highest = before;
  for (const socket of sockets.values()) socket.pause();

  const load = talk(audience, messagesPerSecond, contentBytes);
  const allClosed = new Promise<true>((resolve) => {
    host.onTooSlow(() => host.tooSlow() >= stalledReaders && resolve(true));
  });
  // About once a second: looking costs the host a garbage collection.
  const aSecondOn = (): Promise<void> => audience.heard(said + load.sent + messagesPerSecond);
  while ((await Promise.race([allClosed, aSecondOn()])) !== true) {
    highest = Math.max(highest, await host.memory());
  }
  highest = Math.max(highest, await host.memory());

  const duringP99 = audience.p99();
  for (const socket of sockets.values()) socket.resume();
  said += load.stop();
  await audience.heard(said);
  await Promise.all(
    people.map((person) =>
      person.until((state) => isJoined(state) && (state.messages.at(-1)?.seq ?? 0) === said),
    ),
  );

  const records = readRecords(folder);
  expect(records).toHaveLength(said);
  for (const person of people) {
    const shown = person.state().messages.map(({ id }) => id);
    expect(shown.length).toBeGreaterThan(said - saidBefore);
    expect(shown).toEqual(records.slice(-shown.length).map(({ id }) => id));
    person.client.close();
  }
  expect(host.tooSlow()).toBeGreaterThanOrEqual(stalledReaders);
  expect(highest - before).toBeLessThan(mostMemoryGrowthBytes);
  await host.close();
  report(
    'slow readers',
    `${stalledReaders} of ${stalledReaders + listeners} stopped reading in ${count(said)} messages, ` +
      `${host.tooSlow()} closed, ${codes.filter((code) => code === 'too-slow').length} of them heard 4002, ` +
      `all resumed, memory +${((highest - before) / mebibyte).toFixed(1)} MiB, ` +
      `p99 of the others ${duringP99.toFixed(1)} ms against ${calmP99.toFixed(1)} ms without them`,
  );
});
