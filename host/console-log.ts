// The running account of what happens, as the classic server printed it: for the terminal and the host panel.
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
