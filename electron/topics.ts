// What the page has subscribed to, and the sending of it: values of one moment travel as one message. Knows neither
// the topics' meaning nor Electron: sources and the way to the page are handed in.
import type { TopicName, Topics } from '../client/endpoints.ts';

/** Shortest time between two messages of one subscription: about a frame of the screen. */
const minIntervalMs = 16;

export interface Source<Value> {
  /** Calls back with how things stand first, then with every change. */
  subscribe(listener: (value: Value) => void): () => void;
  /** True where a newer value makes the ones before it worthless. */
  readonly onlyNewest: boolean;
}

export type Sources = { readonly [Name in TopicName]: Source<Topics[Name]> };

export interface Subscriptions {
  /** Ignores a topic that does not exist and a number that is taken. */
  add(subscription: unknown, topic: unknown): void;
  remove(subscription: unknown): void;
  /** Ends all of them: the page that had them is gone. */
  clear(): void;
}

/** @param send carries the values of one subscription to the page */
export function createSubscriptions(
  sources: Sources,
  send: (subscription: number, values: readonly unknown[]) => void,
): Subscriptions {
  const stops = new Map<number, () => void>();

  return {
    add(subscription, topic) {
      if (typeof subscription !== 'number' || stops.has(subscription) || !isTopicName(topic, sources)) return;
      stops.set(
        subscription,
        follow(sources[topic], (values) => send(subscription, values)),
      );
    },
    remove(subscription) {
      if (typeof subscription !== 'number') return;
      stops.get(subscription)?.();
      stops.delete(subscription);
    },
    clear() {
      for (const stop of stops.values()) stop();
      stops.clear();
    },
  };
}

function isTopicName(value: unknown, sources: Sources): value is TopicName {
  return typeof value === 'string' && Object.hasOwn(sources, value);
}

function follow(source: Source<unknown>, send: (values: readonly unknown[]) => void): () => void {
  let waiting: unknown[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sentAt = -Infinity;

  const flush = (): void => {
    timer = undefined;
    sentAt = performance.now();
    const values = waiting;
    waiting = [];
    send(values);
  };
  const stop = source.subscribe((value) => {
    if (source.onlyNewest) waiting = [];
    waiting.push(value);
    timer ??= setTimeout(flush, Math.max(0, sentAt + minIntervalMs - performance.now()));
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
