// The terminal client: reads flags, chooses how to use the terminal, and stays in one chat until the person leaves or
// the input ends. Decides nothing about the chat.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createChatClient } from '../client/chat-client.ts';
import { chatHelpText, parseChatArguments, type ChatArguments } from './chat-arguments.ts';
import { defaultDataDir } from './data-dir.ts';
import { createFileDeviceKeys } from './chat-keys.ts';
import { runChatSession } from './chat-session.ts';
import { startInteractiveTerminal } from './interactive-terminal.ts';
import { findNearby, nearbyText } from './nearby.ts';
import { createNodePlatform } from './node-platform.ts';
import { createPainter } from './painter.ts';
import { startPlainTerminal } from './plain-terminal.ts';
import type { Terminal } from './terminal.ts';
import { versionText } from './version.ts';

/**
 * Joins a chat and stays in it.
 *
 * @returns the exit code: 0 left, with everything stored, or the chats nearby listed; 1 not joined, or something was not stored; 2 wrong flags
 */
async function runChat(argv: readonly string[]): Promise<number> {
  const parsed = parseChatArguments(argv);
  if (parsed.kind === 'help' || parsed.kind === 'version') {
    process.stdout.write(parsed.kind === 'help' ? chatHelpText : versionText);
    return 0;
  }
  if (parsed.kind === 'wrong') return complain(parsed.sentence);
  if (parsed.kind === 'nearby') {
    process.stdout.write(`${nearbyText(await findNearby())}\n`);
    return 0;
  }
  const given = parsed.options;
  if (!process.stdin.isTTY && (given.address === undefined || given.nickname === undefined)) {
    return complain('Without a terminal to ask at, give an address and --name NAME.');
  }
  const { accountPasswordFile } = given;
  if (accountPasswordFile === undefined) return stay(given);
  const accountPassword = readFirstLine(accountPasswordFile);
  if (accountPassword === null) {
    return complain(`The password cannot be read from the first line of '${accountPasswordFile}'.`);
  }
  return stay(given, accountPassword);
}

/** Null where there is none to read. */
function readFirstLine(file: string): string | null {
  try {
    const [line = ''] = readFileSync(file, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/, 1);
    return line === '' ? null : line;
  } catch {
    return null;
  }
}

async function stay(given: ChatArguments, accountPassword?: string): Promise<number> {
  const dataDir = defaultDataDir({ platform: process.platform, env: process.env, home: homedir() });
  const terminal = openTerminal();
  try {
    return await runChatSession({
      terminal,
      painter: createPainter(process.stdout.isTTY && process.stdout.hasColors()),
      given,
      accountPassword,
      findNearby,
      openChat(nickname) {
        const deviceKeys = createFileDeviceKeys(join(dataDir, 'chat-keys.json'), nickname);
        return createChatClient({ platform: createNodePlatform(deviceKeys) });
      },
    });
  } finally {
    terminal.close();
  }
}

function openTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  const signalled = stopSignal();
  const movesCursor = stdout.isTTY && process.env.TERM !== 'dumb';
  if (stdin.isTTY && movesCursor)
    return startInteractiveTerminal({ input: stdin, output: stdout, signalled });
  return startPlainTerminal({
    input: stdin,
    output: stdout,
    errors: stderr,
    interactive: stdin.isTTY,
    signalled,
  });
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

/** @returns the exit code for wrong flags */
function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 2;
}

if (import.meta.main) process.exitCode = await runChat(process.argv.slice(2));
