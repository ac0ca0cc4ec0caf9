// The running account of what happens, as the classic server printed it: for the terminal and the host panel.
import type { Broadcast } from '../protocol/events.ts';
import type { LogLine, LogSymbol } from '../protocol/host-status.ts';
import { oneLine } from '../protocol/one-line.ts';

const maxLines = 200;
const maxTextLength = 160;

export interface ConsoleLog {
  /** Newest last, bounded. */
  readonly lines: readonly LogLine[];
  add(symbol: LogSymbol, text: string): void;
}

/** `onLine` hears each line as it is added. */
export function createConsoleLog(now: () => number, onLine: (line: LogLine) => void): ConsoleLog {
  let lines: LogLine[] = [];
  return {
    get lines() {
      return lines.slice(-maxLines);
    },
    add(symbol, text) {
      const line: LogLine = { at: now(), symbol, text: oneLine(text, maxTextLength) };
      lines.push(line);
      if (lines.length >= 2 * maxLines) lines = lines.slice(-maxLines);
      onLine(line);
    },
  };
}

/** Notes what everyone is told, as far as the log has it: who comes, goes and is called otherwise. */
export function noteNews(log: ConsoleLog, event: Broadcast): void {
  if (event.type === 'person-joined') log.add('+', event.person.name);
  if (event.type === 'person-left') log.add('-', event.person.name);
  if (event.type === 'person-renamed') log.add('~', `${event.oldName} → ${event.person.name}`);
}
