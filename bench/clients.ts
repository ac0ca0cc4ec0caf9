// The people of a case, all in this one process, so that sending and hearing go by one clock: connects them, waits for
// `go`, has them speak in turns, and reports what they heard.
import type { Case, Heard } from './case.ts';
import { expectedDeliveries } from './case.ts';
import { cases } from './cases/all.ts';
import type { Peer } from './peer.ts';
import { peers } from './peers/all.ts';
import { connectRaw, type RawClient } from './raw-client.ts';
import { percentile } from './statistics.ts';

/** A message carries the microseconds of this process's clock when it was written. */
const marker = 'sent@';
const digits = 16;
/** Connections under way at once: more would measure the backlog of the listener. */
const connectAtOnce = 20;
const deliveryLimitMs = 15_000;

class Audience {
  readonly #latenciesMs: Float64Array;
  #deliveries = 0;
  readonly #complete = Promise.withResolvers<void>();

  constructor(expected: number) {
    this.#latenciesMs = new Float64Array(expected);
  }

  /** A frame may carry several messages. */
  hear(frame: Buffer): void {
    const now = performance.now();
    let at = frame.indexOf(marker);
    while (at >= 0) {
      const start = at + marker.length;
      const sentAtMs = Number(frame.toString('latin1', start, start + digits)) / 1000;
      if (this.#deliveries < this.#latenciesMs.length) this.#latenciesMs[this.#deliveries] = now - sentAtMs;
      this.#deliveries++;
      at = frame.indexOf(marker, start + digits);
    }
    if (this.#deliveries >= this.#latenciesMs.length) this.#complete.resolve();
  }

  /** Resolves when everything has been heard, or nothing more is to be expected. */
  async heard(): Promise<Heard> {
    const giveUp = setTimeout(() => this.#complete.resolve(), deliveryLimitMs);
    await this.#complete.promise;
    clearTimeout(giveUp);
    const latenciesMs = this.#latenciesMs.subarray(0, this.#deliveries);
    return {
      deliveries: this.#deliveries,
      p50Ms: percentile(latenciesMs, 0.5),
      p99Ms: percentile(latenciesMs, 0.99),
    };
  }
}

async function arrive(peer: Peer, port: number, n: number, audience: Audience): Promise<RawClient> {
  const welcome = Promise.withResolvers<void>();
  let welcomed = false;
  const client = await connectRaw(port, peer.path, {
    onText(payload) {
      if (welcomed) audience.hear(payload);
      else if (peer.isWelcome(payload.toString())) {
        welcomed = true;
        welcome.resolve();
      }
    },
    onEnd: () => welcome.reject(new Error(`person ${n} was not let in`)),
  });
  const arrival = peer.arrival(n);
  if (arrival === null) {
    welcomed = true;
    welcome.resolve();
  } else {
    client.send(arrival);
  }
  await welcome.promise;
  return client;
}

/** Speaks at an even pace; a late timer is made up for, so that the number of messages does not depend on the load. */
function speak(
  peer: Peer,
  people: readonly RawClient[],
  { messagesPerSecond, seconds, contentBytes }: Case,
): void {
  const total = messagesPerSecond * seconds;
  const startedAt = performance.now();
  let spoken = 0;
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * messagesPerSecond));
    while (spoken < due) {
      const sentAt = String(Math.round(performance.now() * 1000)).padStart(digits, '0');
      people[spoken % people.length]?.send(peer.message(`${marker}${sentAt} `.padEnd(contentBytes, 'x')));
      spoken++;
    }
    if (spoken === total) clearInterval(timer);
  }, 1);
}

const [caseName, peerName, port] = process.argv.slice(2);
const measured = cases.find(({ name }) => name === caseName);
const peer = peers.find(({ name }) => name === peerName);
if (measured === undefined || peer === undefined)
  throw new Error(`no case ${caseName} or no peer ${peerName}`);

const audience = new Audience(expectedDeliveries(measured));
const people: RawClient[] = [];
while (people.length < measured.people) {
  const count = Math.min(connectAtOnce, measured.people - people.length);
  const numbers = Array.from({ length: count }, (_, n) => people.length + n);
  people.push(...(await Promise.all(numbers.map((n) => arrive(peer, Number(port), n, audience)))));
}
process.once('message', () => {
  speak(peer, people, measured);
  void audience.heard().then((heard) => {
    process.send?.({ type: 'heard', heard });
    for (const person of people) person.destroy();
    process.disconnect();
  });
});
process.send?.({ type: 'ready' });
