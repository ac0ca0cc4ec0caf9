// What people do in a measurement, and what they hear.
import * as v from 'valibot';

/** All are in one room and take turns in speaking, at an even pace. */
export interface Load {
  readonly people: number;
  readonly messagesPerSecond: number;
  readonly seconds: number;
  readonly contentBytes: number;
  /** Speaking before anything is measured: a server whose code is not compiled yet is another one. */
  readonly warmUpSeconds: number;
}

/** What the process of the people is told. */
export interface Plan {
  readonly people: number;
  /** How fast they come; null for as fast as they are let in, a few at a time. */
  readonly arrivalsPerSecond: number | null;
  /** What they do on `speak`; null where they only stay. */
  readonly load: Load | null;
}

export const arrivedReport = v.object({
  type: v.literal('arrived'),
  /** From the first connection to the last welcome. */
  milliseconds: v.number(),
});

export const heardReport = v.object({
  type: v.literal('heard'),
  /** Messages that arrived, summed over everyone. */
  deliveries: v.number(),
  /** From writing a message to hearing it, over all deliveries. */
  p50Ms: v.number(),
  p99Ms: v.number(),
  /** How many messages came together, to how often: what the first person heard. */
  batches: v.record(v.string(), v.number()),
});

export type Heard = Omit<v.InferOutput<typeof heardReport>, 'type'>;

export function loadTitle(load: Load): string {
  const { people, messagesPerSecond, seconds, contentBytes, warmUpSeconds } = load;
  return `${people} people in one room, ${messagesPerSecond} messages a second for ${seconds} s after ${warmUpSeconds} s, ${contentBytes} bytes each`;
}

/** How many deliveries there are when nothing is lost. */
export function expectedDeliveries({ people, messagesPerSecond, seconds }: Load, echoes: boolean): number {
  return (echoes ? people : people - 1) * messagesPerSecond * seconds;
}
