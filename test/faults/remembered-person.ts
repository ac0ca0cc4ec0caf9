// Somebody whose every step is remembered, so that the same client can be made again as it stood at any moment: told
// the same, having said the same, with the same ids. What a client does follows from nothing else.
import { randomFillSync } from 'node:crypto';
import type { SocketEvents } from '../../client/platform.ts';
import { createPerson, createPlatform, enter, isJoined, type Network, type Person } from './person.ts';

type Step = { readonly at: number } & (
  | { readonly type: 'heard'; readonly frame: unknown }
  | { readonly type: 'said'; readonly content: string }
  | { readonly type: 'retried'; readonly id: string }
);

export interface Memory {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What the platform's randomness gave, in order. */
  readonly randomness: readonly Uint8Array[];
}

export interface RememberedPerson {
  readonly person: Person;
  readonly memory: Memory;
  say(content: string): void;
}

/** Joins over one connection that must hold to the end. Failed messages are retried, as a person would. */
export async function enterRemembered(
  name: string,
  network: Network,
  tick: () => number,
): Promise<RememberedPerson> {
  const steps: Step[] = [];
  const randomness: Uint8Array[] = [];
  const platform = createPlatform({
    network,
    onFrame: (frame) => void steps.push({ at: tick(), type: 'heard', frame }),
    fillRandom(bytes) {
      randomFillSync(bytes);
      randomness.push(bytes.slice());
    },
  });
  const person = createPerson(name, platform);
  retryFailures(person, (id) => void steps.push({ at: tick(), type: 'retried', id }));
  await enter(person);
  return {
    person,
    memory: { name, steps, randomness },
    say(content) {
      steps.push({ at: tick(), type: 'said', content });
      void person.client.send(content);
    },
  };
}

/**
 * The client as it stood at the time `at`, its connection just lost; it comes back over `network` by itself. Null if it
 * was not in yet.
 */
export async function recall(memory: Memory, at: number, network: Network): Promise<Person | null> {
  const steps = memory.steps.filter((step) => step.at <= at);
  if (steps.length === 0) return null;
  const real = createPlatform({ network, fillRandom: replay(memory.randomness) });
  const opened = Promise.withResolvers<SocketEvents>();
  let first = true;
  const person = createPerson(memory.name, {
    ...real,
    openSocket(url, events) {
      if (!first) return real.openSocket(url, events);
      first = false;
      opened.resolve(events);
      return { send: () => undefined, close: () => undefined };
    },
  });
  const entering = enter(person);
  const events = await opened.promise;
  events.opened();
  for (const step of steps) {
    if (step.type === 'heard') events.heard(step.frame);
    else if (step.type === 'said') void person.client.send(step.content);
    else void person.client.retry(step.id);
  }
  await entering;
  if (!isJoined(person.state())) throw new Error('a client that was told the same is in another state');
  events.closed(1006);
  retryFailures(person);
  return person;
}

/** Sends again whatever is refused, as a person would. */
function retryFailures(person: Person, onRetry: (id: string) => void = () => undefined): void {
  let retrying = false;
  const retry = (): void => {
    retrying = false;
    for (const { id, failure } of person.state().outbox) {
      if (failure === null) continue;
      onRetry(id);
      void person.client.retry(id);
    }
  };
  const look = (): void => {
    if (retrying || person.state().outbox.every(({ failure }) => failure === null)) return;
    retrying = true;
    // Later than the update itself, which is still being told to others.
    queueMicrotask(retry);
  };
  person.onUpdate(look);
  look();
}

function replay(randomness: readonly Uint8Array[]): (bytes: Uint8Array) => void {
  let next = 0;
  return (bytes) => {
    const remembered = randomness[next];
    next += 1;
    if (remembered === undefined) randomFillSync(bytes);
    else bytes.set(remembered);
  };
}
