// What the terminal says for each code: what happened and what to do next. English only, as terminals of programs are.
import { basename } from 'node:path';
import type { ExportedFiles } from '../host/history/export-history.ts';
import type { ExportCode, ImportCode } from '../protocol/error-codes.ts';
import type { HostNotice, StartHostFailure } from '../protocol/host-status.ts';
import type { LeftOutReason, MovedIn } from '../protocol/moved-in.ts';
import { oneLine } from '../protocol/one-line.ts';

/**
 * One or two sentences with the next step, for a host that did not start.
 * @param command by which it was started
 */
export function startFailureSentence(
  { code, port, freePort, folder, name = '?' }: Omit<StartHostFailure, 'ok'>,
  command = 'npm run host',
): string {
  const thePort = port === undefined ? 'The port' : `Port ${port}`;
  const theFolder = folder === undefined ? 'The data folder' : `The folder ${folder}`;
  switch (code) {
    case 'port-taken':
      return `${thePort} is in use by another program. Try ${command} -- --port ${freePort ?? 0}.`;
    case 'port-forbidden':
      return `This account may not use ${thePort.toLowerCase()}. Try one above 1023: ${command} -- --port ${freePort ?? 8765}.`;
    case 'address-unavailable':
      return 'This machine does not have the address given with --bind. Leave --bind out to listen on all of its addresses.';
    case 'folder-locked':
      return `${theFolder} is in use by another host. Stop that one, or choose another folder with --data.`;
    case 'folder-not-writable':
      return `${theFolder} cannot be written to. Give this account the right to, or choose another folder with --data.`;
    case 'file-not-readable':
      return `The history in ${theFolder.replace(/^The/, 'the')} cannot be read. Check the rights of data.json, or choose another folder with --data.`;
    case 'accounts-damaged':
      return `The file accounts.json in ${theFolder.replace(/^The/, 'the')} is damaged, so this chat stays closed. Put it back from a copy, or remove it to start without accounts and without a password.`;
    case 'rooms-damaged':
      return `The file rooms.json in ${theFolder.replace(/^The/, 'the')} is damaged, so this chat stays closed. Put it back from a copy, or remove it to start with one room and without private messages.`;
    case 'unknown-account':
      return `There is no account of the name '${oneLine(name, longestName)}', so nobody was made a co-host. Start with --accounts names-can-be-kept, have its owner register in the chat, then start again with --co-host.`;
    case 'too-many-rooms':
      return `The room '${oneLine(name, longestName)}' would be one more than a chat can have. Leave --room out for it.`;
    case 'already-hosting':
      return 'This program is hosting a chat already. Stop it first.';
    case 'bad-request':
      return 'The host was asked for something it cannot do. `npm run host -- --help` lists the options.';
  }
}

/** Why another history was not taken in, or ours not written. */
export function moveFailureSentence(
  failure: { readonly code: ImportCode | ExportCode; readonly line?: number; readonly table?: string },
  folder: string,
): string {
  const { code } = failure;
  switch (code) {
    case 'import-not-found':
      return 'There is no history to import: name a data.json that can be read, the folder with it, or a chat.db.';
    case 'import-broken':
      return `${brokenPlace(failure)} cannot be read, so nothing was taken in. Mend it and try again.`;
    case 'export-not-found':
      return `There is no history in ${folder}, so nothing was written. Name the folder of the chat with --data.`;
    case 'export-no-folder':
      return 'The folder for --export is not there, so nothing was written. Make it first, or name another one.';
    case 'export-over-history':
      return 'That is the history itself, and nothing was written. Give --export another name or another folder.';
    case 'accounts-damaged':
    case 'rooms-damaged':
    case 'folder-locked':
    case 'folder-not-writable':
      return startFailureSentence({ code, folder });
  }
}

function brokenPlace({ line, table }: { readonly line?: number; readonly table?: string }): string {
  if (table === undefined)
    return line === undefined ? 'This database' : `Line ${line} of the history to import`;
  return line === undefined ? `The table ${table}` : `Row ${line} of the table ${table}`;
}

const longestName = 40;

const leftOutReasons: Readonly<Record<LeftOutReason, string>> = {
  'bad-name': 'is no name that can be used here',
  'name-taken': 'is the name of another account',
  'bad-password': 'has a password that was kept in another way',
  'too-many': 'is one more than there can be',
};

/** What came besides messages, and what did not. */
export function movedInSentences(moved: MovedIn): string[] {
  const came = [
    counted(moved.rooms, 'room'),
    counted(moved.talks, 'private talk'),
    counted(moved.accounts, 'account'),
    counted(moved.pictures, 'picture'),
  ].filter((part) => part !== null);
  const names = moved.administrators.map((name) => oneLine(name, longestName)).join(', ');
  const pictures = counted(moved.picturesLeft, 'picture');
  const messages = counted(moved.leftOutMessages, 'message');
  return [
    came.length > 0 && `New here: ${came.join(', ')}.`,
    moved.accounts > 0 && 'Passwords are the ones that people had there.',
    moved.namesCanBeKept && 'Names can be kept from now on; --accounts open undoes that.',
    names !== '' && `Administrators there, people like others here: ${names}.`,
    moved.talksAreClosed &&
      'Private messages are off in this chat: the old talks can be read, not gone on with.',
    pictures !== null &&
      `Of ${pictures} the name alone was taken in: broken, too large, or not found beside the database.`,
    messages !== null &&
      `Left out: ${messages}, empty, to oneself, or beyond the rooms that a chat can have.`,
    ...moved.leftOutAccounts.map(({ name, why }) => `No account for '${name}': it ${leftOutReasons[why]}.`),
    moved.moreLeftOut > 0 && `No account for ${moved.moreLeftOut} more.`,
  ].filter((sentence) => sentence !== false);
}

/** Null for none. */
function counted(count: number, what: string): string | null {
  if (count === 0) return null;
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** What left in an export, and what did not. */
export function exportedSentence({ json, html, rooms }: ExportedFiles): string {
  const others = rooms > 1 ? `, each other room beside ${basename(json)} in a file of its own` : '';
  return `Exported ${rooms === 1 ? '1 room' : `${rooms} rooms`} to ${json} and ${html}${others}; private talks, reactions, texts from before an edit and the sent files themselves were left out.`;
}

/** What happened to the history file when it was opened, or later. */
export function noticeSentence({ code, file, lines }: HostNotice): string {
  const kept = file === undefined ? '' : ` The file as it was is kept as ${file}.`;
  switch (code) {
    case 'history-repaired':
      return `The history was damaged and has been repaired; ${counted(lines ?? 0, 'line') ?? '0 lines'} could not be read.${kept}`;
    case 'history-set-aside':
      return `The history file was no chat history, so a new one was begun.${kept}`;
    case 'history-taken-over':
      return `The history of an older server was taken over.${kept}`;
    case 'storage-failing':
      return 'Messages cannot be stored at the moment: is the disk full? What is there can still be read.';
    case 'storage-recovered':
      return 'Messages are being stored again.';
  }
}
