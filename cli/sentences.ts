// What the terminal says for each code: what happened and what to do next. English only, as terminals of programs are.
import type { ExportCode, ImportCode } from '../protocol/error-codes.ts';
import type { HostNotice, StartHostFailure } from '../protocol/host-status.ts';

/** One or two sentences with the next step, for a host that did not start. */
export function startFailureSentence({ code, port, freePort, folder }: Omit<StartHostFailure, 'ok'>): string {
  const thePort = port === undefined ? 'The port' : `Port ${port}`;
  const theFolder = folder === undefined ? 'The data folder' : `The folder ${folder}`;
  switch (code) {
    case 'port-taken':
      return `${thePort} is in use by another program. Try npm run host -- --port ${freePort ?? 0}.`;
    case 'port-forbidden':
      return `This account may not use ${thePort.toLowerCase()}. Try one above 1023: npm run host -- --port ${freePort ?? 8765}.`;
    case 'address-unavailable':
      return 'This machine does not have the address given with --bind. Leave --bind out to listen on all of its addresses.';
    case 'folder-locked':
      return `${theFolder} is in use by another host. Stop that one, or choose another folder with --data.`;
    case 'folder-not-writable':
      return `${theFolder} cannot be written to. Give this account the right to, or choose another folder with --data.`;
    case 'file-not-readable':
      return `The history in ${theFolder.replace(/^The/, 'the')} cannot be read. Check the rights of data.json, or choose another folder with --data.`;
    case 'already-hosting':
      return 'This program is hosting a chat already. Stop it first.';
    case 'bad-request':
      return 'The host was asked for something it cannot do. `npm run host -- --help` lists the options.';
  }
}

/** Why another history was not taken in, or ours not written. */
export function moveFailureSentence(
  { code, line }: { readonly code: ImportCode | ExportCode; readonly line?: number },
  folder: string,
): string {
  switch (code) {
    case 'import-not-found':
      return 'There is no history to import: name a data.json that can be read, or the folder with it.';
    case 'import-broken':
      return `Line ${line ?? 1} of the history to import cannot be read, so nothing was taken in. Mend that line and try again.`;
    case 'export-over-history':
      return 'That is the history itself, and nothing was written. Give --export another name or another folder.';
    case 'folder-locked':
    case 'folder-not-writable':
      return startFailureSentence({ code, folder });
  }
}

/** What happened to the history file when it was opened, or later. */
export function noticeSentence({ code, file, lines }: HostNotice): string {
  const kept = file === undefined ? '' : ` The file as it was is kept as ${file}.`;
  switch (code) {
    case 'history-repaired':
      return `The history was damaged and has been repaired; ${lines ?? 0} lines could not be read.${kept}`;
    case 'history-set-aside':
      return `The history file was no chat history, so a new one was begun.${kept}`;
    case 'history-taken-over':
      return `The history of an older server was taken over.${kept}`;
    case 'accounts-damaged':
      return `The file of the accounts was damaged; accounts that could not be read must be made again.${kept}`;
    case 'storage-failing':
      return 'Messages cannot be stored at the moment: is the disk full? What is there can still be read.';
    case 'storage-recovered':
      return 'Messages are being stored again.';
  }
}
