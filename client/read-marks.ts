// How far the others have read, as far as a client has heard. Pure.
import type { Message, ReadMark } from '../protocol/events.ts';

/** Most people of whom it is known; those who have read least are let go of first. */
export const maxReadMarks = 1_000;

/** The newest mark of each person; `marks` itself where nothing is new. */
export function mergeReads(marks: readonly ReadMark[], news: readonly ReadMark[]): readonly ReadMark[] {
  const furthest = new Map(marks.map((mark) => [mark.by, mark]));
  let isNew = false;
  for (const mark of news) {
    if (mark.seq <= (furthest.get(mark.by)?.seq ?? 0)) continue;
    furthest.set(mark.by, mark);
    isNew = true;
  }
  if (!isNew) return marks;
  const merged = [...furthest.values()];
  if (merged.length <= maxReadMarks) return merged;
  return merged.toSorted((one, other) => other.seq - one.seq).slice(0, maxReadMarks);
}

/** Ids of those who have read a message, its sender and oneself left out. */
export function readersOf(
  marks: readonly ReadMark[],
  message: Pick<Message, 'seq' | 'by'>,
  you: string | null,
): readonly string[] {
  const readers = marks.filter(({ by, seq }) => seq >= message.seq && by !== message.by && by !== you);
  return readers.map(({ by }) => by);
}
