// One way of opening a history, measured in a process of its own.
import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { nextFrom } from '../servers/child.ts';

/** As the host opens it, by `JSON.parse` of the whole file, or that and `JSON.stringify` of what it gave. */
export type OpeningWay = 'host' | 'parse' | 'stringify';

const opened = v.object({
  type: v.literal('opened'),
  messages: v.number(),
  milliseconds: v.number(),
  /** How much the process's resident memory grew at most. */
  peakBytes: v.number(),
});

export type Opened = v.InferOutput<typeof opened>;

/** @throws when it does not find as many messages as it should. */
export async function measureOpening(way: OpeningWay, path: string, messages: number): Promise<Opened> {
  const child = fork(resolve(import.meta.dirname, '../servers/opening-process.ts'), [way, path]);
  const result = await nextFrom(child, opened);
  if (result.messages !== messages)
    throw new Error(`${way} found ${result.messages} of ${messages} messages`);
  return result;
}
