// What a chat was called by whoever started it in a terminal, kept in `chat.json` beside the history for the next start.
// Nothing hangs on it: where it cannot be read, the chat is called otherwise.
import { join } from 'node:path';
import { parseObject } from '../protocol/json.ts';
import { replaceFile } from '../storage/atomic-replace.ts';
import { readTextIfThere } from '../storage/disk.ts';

export const chatNameFileName = 'chat.json';

/** Null where none was kept. */
export async function keptChatName(dataDir: string): Promise<string | null> {
  const text = await readTextIfThere(join(dataDir, chatNameFileName)).catch(() => null);
  const { name } = parseObject(text ?? '') ?? {};
  return typeof name === 'string' ? name : null;
}

/**
 * For a folder that is locked.
 * @throws the system's error
 */
export async function keepChatName(dataDir: string, name: string): Promise<void> {
  if ((await keptChatName(dataDir)) === name) return;
  await replaceFile(join(dataDir, chatNameFileName), `${JSON.stringify({ version: 1, name })}\n`);
}
