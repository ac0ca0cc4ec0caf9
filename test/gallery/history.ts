// Histories as a classic server leaves them, in a folder that a host is about to open.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import type { Written } from './lesson.ts';

const minuteMs = 60_000;

/**
 * @param folder made when missing
 * @param own who of those who wrote has which seat, so that their messages are known as theirs
 */
export function writeHistory(
  folder: string,
  messages: readonly Written[],
  own?: { readonly name: string; readonly by: string },
): void {
  mkdirSync(folder, { recursive: true });
  if (messages.length === 0) return;
  const now = Date.now();
  const lines = messages.map(({ name, content, minutesAgo }) => {
    const at = now - minutesAgo * minuteMs;
    const by = name === own?.name ? own.by : undefined;
    return JSON.stringify({ name, content, timestamp: formatTimestamp(at), at, by });
  });
  writeFileSync(join(folder, 'data.json'), `[\n${lines.join(',\n')}\n]\n`);
}
