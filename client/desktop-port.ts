// What only the window can do: host, keep settings, know recent chats. A browser page is composed without it.
// Together with ChatPort this is the whole contract between the main process and the window.
import type { HostCode, Result } from '../protocol/error-codes.ts';

export type Language = 'vi' | 'en';
export type Theme = 'light' | 'dark' | 'system';

export interface RecentChat {
  /** As it was joined: host and port, or a URL. */
  readonly address: string;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly lastJoinedAt: number;
}

export interface Settings {
  /** Empty until the person has said it. */
  readonly nickname: string;
  /** Null follows the system. */
  readonly language: Language | null;
  readonly theme: Theme;
  /** Name of the chat that this machine hosts; empty: one is made from the nickname. */
  readonly chatName: string;
  readonly port: number;
  readonly recentChats: readonly RecentChat[];
  readonly hostOnLaunch: boolean;
}

/** An address under which others reach this host. */
export interface HostAddress {
  /** IP literal without brackets. */
  readonly address: string;
  /** What to type or open: `http://192.168.1.5:8765`. */
  readonly url: string;
  readonly kind: 'wifi' | 'ethernet' | 'hotspot' | 'vpn' | 'virtual' | 'other';
  /** Name of the adapter, as the system says it. */
  readonly adapter: string;
}

/** One line of the console log. `symbol` is explained by the legend in docs and interface. */
export interface LogLine {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly symbol: string;
  readonly text: string;
}

/** What happened to the history file when it was opened, where it is worth saying. */
export interface HostNotice {
  readonly code:
    'history-repaired' | 'history-set-aside' | 'history-taken-over' | 'storage-failing' | 'storage-recovered';
  /** The file that was kept beside it. */
  readonly file?: string;
  /** Lines that could not be read. */
  readonly lines?: number;
}

export type HostStatus =
  | { readonly name: 'stopped' }
  | { readonly name: 'starting' }
  | {
      readonly name: 'running';
      readonly chatName: string;
      readonly port: number;
      /** Likeliest first. Empty when this machine is on no network. */
      readonly addresses: readonly HostAddress[];
      readonly dataFile: string;
      readonly notices: readonly HostNotice[];
      /** Newest last, bounded. */
      readonly log: readonly LogLine[];
      /** Origins of web pages that were refused and not yet allowed. */
      readonly refusedOrigins: readonly string[];
      readonly allowedOrigins: readonly string[];
    };

export interface StartHostRequest {
  readonly chatName: string;
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
}

/** Why a host did not start, with what helps to say what to do next. */
export interface StartHostFailure {
  readonly ok: false;
  readonly code: HostCode;
  readonly port?: number;
  /** The next port that is free, where the wanted one is taken. */
  readonly freePort?: number;
  readonly folder?: string;
}

export interface DesktopPort {
  /** The system's language, where settings say null. */
  readonly systemLanguage: Language;
  getSettings(): Promise<Settings>;
  /** Checks, saves, and resolves to what is saved. */
  updateSettings(change: Partial<Settings>): Promise<Result<Settings>>;
  subscribeSettings(listener: (settings: Settings) => void): () => void;
  startHost(request: StartHostRequest): Promise<{ readonly ok: true } | StartHostFailure>;
  stopHost(): Promise<void>;
  /** Calls back with the status as it is, then with each change. */
  subscribeHost(listener: (status: HostStatus) => void): () => void;
  /** Lets pages of this origin in until the host stops. */
  allowOrigin(origin: string): Promise<void>;
  copyText(text: string): Promise<void>;
}
