// What a host says of itself to whoever runs it: the window's panel and the terminal show the same.

import type { AccountMode } from './accounts.ts';
import type { HostCode } from './error-codes.ts';

/** An address under which others reach a host. */
export interface HostAddress {
  /** IP literal without brackets. */
  readonly address: string;
  /** What to type or open: `http://192.168.1.5:8765`. */
  readonly url: string;
  readonly kind: 'wifi' | 'ethernet' | 'hotspot' | 'vpn' | 'virtual' | 'other';
  /** Name of the adapter, as the system says it. */
  readonly adapter: string;
}

/** One line of the console log. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly symbol: LogSymbol;
  readonly text: string;
}

/** The legend: what the symbols of a log line stand for. */
export const logLegend = {
  '->': 'connected',
  '<-': 'disconnected',
  '+': 'joined',
  '-': 'left',
  '~': 'renamed',
  S: 'message',
  '!': 'trouble',
  i: 'note',
} as const;
export type LogSymbol = keyof typeof logLegend;

/** What happened to the history file, where it is worth saying. */
export interface HostNotice {
  readonly code:
    'history-repaired' | 'history-set-aside' | 'history-taken-over' | 'storage-failing' | 'storage-recovered';
  /** The file that was kept beside it. */
  readonly file?: string;
  /** Lines that could not be read. */
  readonly lines?: number;
}

/** A running host as its owner sees it. */
export interface RunningHost {
  readonly chatName: string;
  readonly port: number;
  /** Likeliest first. Empty when this machine is on no network. */
  readonly addresses: readonly HostAddress[];
  readonly dataFile: string;
  readonly people: number;
  readonly notices: readonly HostNotice[];
  /** Newest last, bounded. */
  readonly log: readonly LogLine[];
  /** Origins of web pages that were refused and not yet allowed. */
  readonly refusedOrigins: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Whether the HTTP interface of the oldest server is on. */
  readonly legacyHttp: boolean;
  readonly accountMode: AccountMode;
  /** One word for the whole chat, and whether the code that others scan carries it; null where there is none. */
  readonly chatPassword: { readonly text: string; readonly inCode: boolean } | null;
}

/** Why a host did not start, with what helps to say what to do next. */
export interface StartHostFailure {
  readonly ok: false;
  readonly code: HostCode;
  readonly port?: number;
  /** The next port that is free, where the wanted one is taken. */
  readonly freePort?: number;
  readonly folder?: string;
  /** Whose account there is not, or which room cannot be had. */
  readonly name?: string;
}
