// The headless host: a chat in a terminal, without Electron. Reads flags, starts the host, shows its log, and closes
// cleanly when told to. Decides nothing about the chat.
import { statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { resolve } from 'node:path';
import { keepChatName, keptChatName } from '../host/chat-name.ts';
import { startHost } from '../host/host.ts';
import { helpText, isChatName, parseHostArguments, type HostArguments } from './arguments.ts';
import { logText, startText } from './console-text.ts';
import { findBuiltPage } from './built-page.ts';
import { defaultDataDir } from './data-dir.ts';
import { moveHistory } from './move-history.ts';
import { resetPassword } from './reset-password.ts';
import { startFailureSentence } from './sentences.ts';
import { versionText } from './version.ts';

/** Ctrl+C under npm arrives twice, from the terminal and from npm: within this time it counts as one. */
const samePressMs = 500;

/**
 * Runs a host until SIGINT or SIGTERM.
 *
 * @param command by which it was started, for the advice to try it otherwise
 * @returns the exit code: 0 closed as asked, 1 could not start or was told twice to stop, 2 wrong flags
 */
export async function runHost(argv: readonly string[], command = 'npm run host'): Promise<number> {
  const parsed = parseHostArguments(argv);
  if (parsed.kind === 'help' || parsed.kind === 'version') {
    process.stdout.write(parsed.kind === 'help' ? helpText : versionText);
    return 0;
  }
  if (parsed.kind === 'wrong') return complain(parsed.sentence, 2);

  const { options } = parsed;
  const dataDir = resolveDataDir(options);
  if (statSync(dataDir, { throwIfNoEntry: false })?.isDirectory() === false) {
    return complain(`--data must name a folder, and ${dataDir} is a file.`, 2);
  }
  if (options.resetPassword !== undefined) return resetPassword(options.resetPassword, dataDir);
  if (options.importFrom === undefined && options.exportTo === undefined)
    return serve(options, dataDir, command);
  return moveHistory(options, dataDir, await chatNameOf(options, dataDir));
}

async function chatNameOf({ chatName }: HostArguments, dataDir: string): Promise<string> {
  if (chatName !== undefined) return chatName;
  const kept = await keptChatName(dataDir);
  // Somebody may have written there what no flag could say.
  return kept !== null && isChatName(kept) ? kept : `Chat on ${hostname()}`;
}

async function serve(options: HostArguments, dataDir: string, command: string): Promise<number> {
  // Whoever read our output may be gone (`npm run host | head`): the chat goes on without a log.
  process.stdout.on('error', () => {});
  const stopped = stopSignal();
  let listening = false;
  const started = await startHost({
    port: options.port,
    ...(options.bind === undefined ? {} : { bind: options.bind }),
    dataDir,
    chatName: await chatNameOf(options, dataDir),
    hostName: hostname(),
    webDir: findBuiltPage(import.meta.dirname),
    allowOrigins: options.allowOrigins,
    allowHosts: options.allowHosts,
    legacyHttp: options.legacyHttp,
    announce: options.announce,
    ...(options.accounts === undefined ? {} : { accountMode: options.accounts }),
    rooms: options.rooms,
    coHosts: options.coHosts,
    ...(options.privateMessages === undefined ? {} : { privateMessages: options.privateMessages }),
    ...(options.password === undefined ? {} : { chatPassword: options.password }),
    // Lines from before it listens are in its status, and follow the first line.
    onLog: (line) => {
      if (listening) process.stdout.write(`${logText(line)}\n`);
    },
  });
  if (!started.ok) return complain(startFailureSentence(started, command), 1);
  endOnError(dataDir);

  if (options.chatName !== undefined) {
    await keepChatName(dataDir, options.chatName).catch((error: unknown) =>
      complain(`The name of the chat is not kept for the next start: ${String(error)}.`, 0),
    );
  }

  listening = true;
  process.stdout.write(startText(started.host.status(), options.bind, options.qr && process.stdout.isTTY));
  await stopped;
  process.stdout.write('closing\n');
  await started.host.close();
  return 0;
}

/** Resolves at the first SIGINT or SIGTERM; a second one, later than the first one's echo, exits at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolveStopped) => {
    let firstAt: number | null = null;
    const onSignal = (): void => {
      const now = performance.now();
      firstAt ??= now;
      if (now - firstAt > samePressMs) process.exit(1);
      resolveStopped();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
  });
}

/** Nothing more is written: what an error has left half done is not to be trusted, and what was acknowledged is on the disk. */
function endOnError(dataDir: string): void {
  process.on('uncaughtException', (error: unknown) => {
    console.error(error);
    process.exit(
      complain(
        `An error has ended the host. Messages that were sent are kept in ${dataDir}; start it again, and people come back by themselves.`,
        1,
      ),
    );
  });
}

function resolveDataDir({ data }: HostArguments): string {
  if (data !== undefined) return resolve(data);
  return defaultDataDir({ platform: process.platform, env: process.env, home: homedir() });
}

function complain(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

if (import.meta.main) process.exitCode = await runHost(process.argv.slice(2));
