// The stable names of everything that can go wrong. Code carries codes; each interface language has the sentence.

/** Why the host refuses a command. Sent on the native wire as `code`. */
export const refusalCodes = [
  'bad-json',
  'unknown-command',
  'bad-command',
  'not-joined',
  'already-joined',
  'bad-nickname',
  'nickname-taken',
  'bad-content',
  'bad-query',
  'unknown-room',
  'room-archived',
  'bad-room-name',
  'room-name-taken',
  'too-many-rooms',
  'private-off',
  'not-allowed',
  'unknown-person',
  'unknown-message',
  'not-yours',
  'too-late',
  'bad-emoji',
  'too-many-reactions',
  'version-too-old',
  'version-too-new',
  'storage-full',
  'storage-read-only',
  'storage-failed',
  'password-required',
  'wrong-password',
  'name-protected',
  'account-required',
  'account-exists',
  'unknown-account',
  'wrong-log-in',
  'bad-password',
  'try-later',
  'removed',
  'file-too-large',
  'own-files-full',
  'files-full',
  'too-many-uploads',
  'upload-expired',
  'upload-incomplete',
  'unknown-file',
] as const;

/** Why a client is not, or no longer, in a chat. */
export const connectionCodes = [
  'bad-address',
  'no-answer',
  'not-a-chat',
  'host-full',
  'outbox-full',
  'connection-lost',
  'too-slow',
  'host-stopped',
] as const;

/** Why a host does not start. */
export const hostCodes = [
  'port-taken',
  'port-forbidden',
  'address-unavailable',
  'folder-locked',
  'folder-not-writable',
  'file-not-readable',
  'accounts-damaged',
  'rooms-damaged',
  'unknown-account',
  'too-many-rooms',
  'already-hosting',
  'bad-request',
] as const;

/** Why another history is not taken in. */
export const importCodes = [
  'import-not-found',
  'import-broken',
  'accounts-damaged',
  'rooms-damaged',
  'folder-locked',
  'folder-not-writable',
] as const;

/** Why our history is not written somewhere else. */
export const exportCodes = [
  'export-not-found',
  'export-no-folder',
  'export-over-history',
  'accounts-damaged',
  'rooms-damaged',
  'folder-locked',
  'folder-not-writable',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];
export type ConnectionCode = (typeof connectionCodes)[number];
export type HostCode = (typeof hostCodes)[number];
export type ImportCode = (typeof importCodes)[number];
export type ExportCode = (typeof exportCodes)[number];
export type ErrorCode = RefusalCode | ConnectionCode | HostCode | ImportCode | ExportCode;

/** True where a command was good and the host's disk does not take it. */
export function isStorageCode(code: RefusalCode): boolean {
  return code === 'storage-full' || code === 'storage-read-only' || code === 'storage-failed';
}

/** All codes, for the tests that look for a sentence and a heading for each. */
export const errorCodes: readonly ErrorCode[] = [
  ...new Set([...refusalCodes, ...connectionCodes, ...hostCodes, ...importCodes, ...exportCodes]),
];

/** An expected failure as a value. */
export interface Failure<Code extends string = ErrorCode> {
  readonly ok: false;
  readonly code: Code;
}

/** A value, or the code of why there is none. */
export type Result<Value, Code extends string = ErrorCode> =
  { readonly ok: true; readonly value: Value } | Failure<Code>;
