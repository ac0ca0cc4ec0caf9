// Network cuts: twenty people chat through a network that drops, stalls, delays and half-closes their connections.
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../temporary.ts';
import { startBadNetwork } from './bad-network.ts';
import { count, createRandom, isLong, report, rounds } from './form.ts';
import { wideOpen } from './host-child.ts';
import { createPerson, createPlatform, enter, eventOf, isJoined, type Person } from './person.ts';
import { countingUp, doubled, numbersBySender, readRecords } from './records.ts';

const random = createRandom(3);
const people = 20;
/** Each message and each trouble comes at a random moment of this time. */
const chatMs = rounds({ short: 6_000, long: 60_000 });
const messages = chatMs / 20;
const troubles = chatMs / 100;

/** Does something so many times, at random moments of the chat. */
function scatter(times: number, act: () => void): Promise<void>[] {
  return Array.from(
    { length: times },
    () =>
      new Promise<void>((resolve) =>
        setTimeout(() => {
          act();
          resolve();
        }, random.below(chatMs)),
      ),
  );
}

test('over a network that fails all the time nothing is lost, doubled or out of order, and nobody seems to leave', async () => {
  const dataDir = temporaryFolder();
  // Connections that died without a word are noticed sooner in the short form.
  const limits = { ...wideOpen, pingIntervalMs: rounds({ short: 1_000, long: 5_000 }) };
  const host = await temporaryHost({ dataDir, limits });
  const network = await startBadNetwork(host.port, random);
  const cast: Person[] = [];
  for (let n = 0; n < people; n += 1) {
    cast.push(await enter(createPerson(`Person ${n}`, createPlatform({ network }))));
  }
  const watcher = await enter(createPerson('Watcher', createPlatform({ network: { port: host.port } })));
  const seats = cast.map((person) => person.state().you);
  let lost = 0;
  const leaves: string[] = [];
  watcher.onUpdate((update) => {
    const event = eventOf(update);
    if (event?.type === 'person-left') leaves.push(event.person.name);
  });
  for (const person of cast) {
    person.onUpdate((update) => {
      // A try that fails is no connection lost.
      if (update.type !== 'connection-changed' || update.connection.name !== 'reconnecting') return;
      if (update.connection.retryAt !== null) lost += 1;
    });
  }

  const said = new Array<number>(people).fill(0);
  await Promise.all([
    ...scatter(messages, () => {
      const speaker = random.below(people);
      void cast[speaker]?.client.send(`${said[speaker]} ${'x'.repeat(random.below(2_000))}`);
      said[speaker] = (said[speaker] ?? 0) + 1;
    }),
    ...scatter(troubles, () => network.trouble()),
  ]);
  network.heal();
  // In the long form they find out by themselves.
  if (!isLong) for (const person of cast) person.client.wake();
  await Promise.all(
    cast.map((person) => person.until((state) => isJoined(state) && state.outbox.length === 0)),
  );

  const records = readRecords(dataDir);
  expect(doubled(records)).toEqual([]);
  const numbers = numbersBySender(records);
  for (const [n, person] of cast.entries()) {
    expect(numbers.get(person.name) ?? [], person.name).toEqual(countingUp(said[n] ?? 0));
    await person.until(({ messages }) => (messages.at(-1)?.seq ?? 0) === records.length);
    const shown = person.state().messages.map(({ id }) => id);
    expect(shown).toEqual(records.slice(-shown.length).map(({ id }) => id));
    expect(person.state().you).toEqual(seats[n]);
  }
  expect(leaves).toEqual([]);
  for (const person of [...cast, watcher]) person.client.close();
  const { drop, stall, delay, 'half-close': halfClosed } = network.counts;
  expect(lost).toBeGreaterThan(0);
  report(
    'network cuts',
    `${people} people, ${drop} dropped, ${stall} stalled, ${delay} delayed, ${halfClosed} half-closed, ` +
      `${lost} reconnects, ${count(records.length)} messages, 0 lost, 0 doubled, 0 out of order, 0 leaves seen`,
  );
});
