// kill -9: a real host process that is killed at any moment while four people talk as fast as they can.
import { expect, test } from 'vitest';
import { maxOutboxMessages } from '../../protocol/limits.ts';
import { temporaryFolder } from '../temporary.ts';
import { count, createRandom, report, rounds } from './form.ts';
import { startHostChild, wideOpen, type HostChild } from './host-child.ts';
import {
  createPerson,
  createPlatform,
  enter,
  eventOf,
  isJoined,
  type Network,
  type Person,
} from './person.ts';
import { countingUp, doubled, numbersBySender, readRecords, type StoredRecord } from './records.ts';

const random = createRandom(1);
const kills = rounds({ short: 20, long: 100 });
const names = ['An', 'Bình', 'Chi', 'Dũng'];
/** Messages that a sender keeps waiting: enough for the connection never to be idle. */
const keptWaiting = maxOutboxMessages / 8;
/** The most frames that are heard between two kills. */
const mostFrames = 60;

/** What people were told, by which the file is judged. */
interface Evidence {
  readonly acknowledged: Set<string>;
  /** Number and id of every message that was on any screen. */
  readonly shown: Map<number, string>;
}

function witness(person: Person, { acknowledged, shown }: Evidence): void {
  person.onUpdate((update) => {
    const event = eventOf(update);
    if (event?.type === 'messages-stored') for (const { id } of event.messages) acknowledged.add(id);
    if (event?.type !== 'joined' && event?.type !== 'messages-sent') return;
    for (const { seq, id } of event.messages) {
      expect(shown.get(seq) ?? id, `message ${seq} is another one now`).toBe(id);
      shown.set(seq, id);
    }
  });
}

/** Keeps the outbox filled until told to stop. Returns how to stop, which says how many were said. */
function keepTalking(person: Person): () => number {
  let said = 0;
  let talking = true;
  const talk = (): void => {
    while (talking && isJoined(person.state()) && person.state().outbox.length < keptWaiting) {
      void person.client.send(`${said} of ${person.name} ${'.'.repeat(random.below(200))}`);
      said += 1;
    }
  };
  // Not within the update that made room: what it is part of is still being handed out.
  person.onUpdate(() => queueMicrotask(talk));
  talk();
  return () => {
    talking = false;
    return said;
  };
}

function judge(records: readonly StoredRecord[], { acknowledged, shown }: Evidence): void {
  const ids = new Set(records.map(({ id }) => id));
  expect(doubled(records)).toEqual([]);
  expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  expect([...shown].filter(([seq, id]) => records[seq - 1]?.id !== id)).toEqual([]);
  for (const [name, numbers] of numbersBySender(records)) {
    expect(numbers, `the order of ${name}`).toEqual(countingUp(numbers.length));
  }
}

test('a host that is killed at any moment loses and doubles nothing that anybody was told or shown', async () => {
  const folder = temporaryFolder();
  const network: Network = { port: null };
  const evidence: Evidence = { acknowledged: new Set(), shown: new Map() };
  let heard = 0;
  let framesHeard = (): void => undefined;
  const onFrame = (): void => {
    heard += 1;
    framesHeard();
  };

  /** Starts a host; now and then it is killed while it opens the folder. */
  let killsWhileOpening = 0;
  const start = async (): Promise<{ host: HostChild; port: number }> => {
    for (;;) {
      const host = startHostChild(folder, wideOpen);
      if (killsWhileOpening >= kills / 5 || !random.chance(0.2)) return { host, port: await host.listening };
      await host.opening;
      // From nothing done up to listening: each turn of the loop is a step of the opening.
      for (let turns = random.below(20); turns > 0; turns -= 1) await new Promise(setImmediate);
      await host.kill();
      killsWhileOpening += 1;
    }
  };

  let { host, port } = await start();
  network.port = port;
  const people = await Promise.all(
    names.map((name) => enter(createPerson(name, createPlatform({ network, onFrame })))),
  );
  for (const person of people) witness(person, evidence);
  const stops = people.map(keepTalking);
  for (let killed = 0; killed < kills; killed += 1) {
    const enough = heard + 1 + random.below(mostFrames);
    await new Promise<void>((resolve) => {
      framesHeard = () => {
        if (heard >= enough) resolve();
      };
    });
    network.port = null;
    await host.kill();
    ({ host, port } = await start());
    // Looked at before anybody can reach the new host and add to it.
    judge(readRecords(folder), evidence);
    network.port = port;
    for (const person of people) person.client.wake();
  }
  const said = stops.map((stop) => stop());
  await Promise.all(people.map((person) => person.until(({ outbox }) => outbox.length === 0)));
  await host.close();

  const records = readRecords(folder);
  judge(records, evidence);
  const numbers = numbersBySender(records);
  expect(names.map((name) => numbers.get(name)?.length ?? 0)).toEqual(said);
  for (const person of people) person.client.close();
  report(
    'kill -9',
    `${kills} restarts and ${killsWhileOpening} kills while opening, ${count(records.length)} said, ` +
      `${count(evidence.acknowledged.size)} acknowledged, ${count(evidence.shown.size)} shown, 0 lost, 0 doubled`,
  );
});
