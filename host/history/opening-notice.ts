// What is said of how the history was found when it was opened: to the owner as a code, in the log in words.
import { basename } from 'node:path';
import type { HostNotice } from '../../protocol/host-status.ts';
import type { Opening } from '../../storage/line-opening.ts';

/** Null where there is nothing to say. */
export function noticeOf({ how, aside, dropped }: Opening): HostNotice | null {
  const file = aside === undefined ? {} : { file: aside };
  switch (how) {
    case 'repaired':
      return { code: 'history-repaired', ...file, lines: dropped ?? 0 };
    case 'set-aside':
      return { code: 'history-set-aside', ...file };
    case 'taken-over':
      return { code: 'history-taken-over', ...file };
    case 'created':
    case 'opened':
      return null;
  }
}

/** For the log; what `noticeOf` says is null is not worth a line. */
export function openingText({ how, aside, dropped }: Opening): string {
  const kept = aside === undefined ? '' : `; the original is kept as ${basename(aside)}`;
  if (how === 'repaired')
    return `data.json was damaged: ${dropped === 1 ? '1 line' : `${dropped ?? 0} lines`} could not be read${kept}`;
  return `${how === 'set-aside' ? 'data.json was no chat history' : 'data.json of an older version was taken over'}${kept}`;
}
