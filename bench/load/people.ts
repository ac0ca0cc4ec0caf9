// The people of a measurement, all in this one process, so that sending and hearing go by one clock. They arrive, say
// so, speak when told to, report what they heard, and leave. Arguments: peer, port, plan.
import { setTimeout as delay } from 'node:timers/promises';
import type { Peer, Person } from '../peers/peer.ts';
import { peers } from '../peers/all.ts';
import { Audience, timedContent } from './audience.ts';
import { expectedDeliveries } from './load.ts';
import type { Load, Plan } from './load.ts';

/** Connections under way at once: more would measure the backlog of the listener. */
const connectAtOnce = 20;

/** As fast as they are let in, a few at a time. */
async function arriveInGroups(count: number, arrive: (n: number) => Promise<Person>): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < count) {
    const size = Math.min(connectAtOnce, count - people.length);
    people.push(...(await Promise.all(Array.from({ length: size }, (_, n) => arrive(people.length + n)))));
  }
  return people;
}

/** At an even pace, whether the ones before are in or not. */
async function arriveAtPace(
  count: number,
  perSecond: number,
  arrive: (n: number) => Promise<Person>,
): Promise<Person[]> {
  const startedAt = performance.now();
  const arrivals: Promise<Person>[] = [];
  while (arrivals.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1000) * perSecond));
    while (arrivals.length < due) arrivals.push(arrive(arrivals.length));
    await delay(1);
  }
  return Promise.all(arrivals);
}

/** A late timer is made up for, so that the number of messages does not depend on how busy the machine is. */
function speak(people: readonly Person[], { messagesPerSecond, seconds, contentBytes }: Load): void {
  const total = messagesPerSecond * seconds;
  const startedAt = performance.now();
  let spoken = 0;
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * messagesPerSecond));
    while (spoken < due) {
      people[spoken % people.length]?.say(timedContent(contentBytes));
      spoken++;
    }
    if (spoken === total) clearInterval(timer);
  }, 1);
}

async function run(
  peer: Peer,
  port: number,
  { people: count, arrivalsPerSecond, load }: Plan,
): Promise<void> {
  let audience: Audience | null = null;
  const arrive = (n: number): Promise<Person> => peer.arrive(port, n, (bytes) => audience?.hear(n, bytes));
  const startedAt = performance.now();
  const people =
    arrivalsPerSecond === null
      ? await arriveInGroups(count, arrive)
      : await arriveAtPace(count, arrivalsPerSecond, arrive);
  process.on('message', (request) => {
    if ((request === 'warm-up' || request === 'speak') && load !== null) {
      const spoken = request === 'speak' ? load : { ...load, seconds: load.warmUpSeconds };
      audience = new Audience(expectedDeliveries(spoken, peer.echoes));
      speak(people, spoken);
      void audience.heard().then((heard) => process.send?.({ type: 'heard', ...heard }));
    }
    if (request === 'leave') {
      for (const person of people) person.destroy();
      process.disconnect();
    }
  });
  process.send?.({ type: 'arrived', milliseconds: performance.now() - startedAt });
}

const [peerName, port, plan] = process.argv.slice(2);
const peer = peers.find(({ name }) => name === peerName);
if (peer === undefined) throw new Error(`no peer ${peerName}`);
await run(peer, Number(port), JSON.parse(plan ?? '') as Plan);
