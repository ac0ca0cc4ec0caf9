// The whole history as one answer on an older wire: the file's own bytes between a head and a tail, in fragments. Only a few of
// them are made at a time, so that a class that joins at once does not read the file thirty times side by side.
import type { Surroundings } from '../../protocol/dialect.ts';
import { textFragment } from '../sessions/server-frame.ts';

/** The fragments of such an answer. `lines` are the history's lines joined by commas. */
export async function* historyFragments(
  lines: AsyncIterable<Buffer>,
  { head, tail }: Surroundings,
): AsyncGenerator<Buffer> {
  yield textFragment(Buffer.from(head), 'first');
  for await (const chunk of lines) yield textFragment(chunk, 'middle');
  yield textFragment(Buffer.from(tail), 'last');
}

export interface HistorySlots {
  /** Resolves, in the order of asking, when there is a free slot, to what gives it back. */
  take(): Promise<() => void>;
}

/** `count` slots. */
export function createHistorySlots(count: number): HistorySlots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async take() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return giveBack;
    },
  };
}
