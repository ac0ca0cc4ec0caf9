// What only the window can do: host, keep settings, know recent chats. A browser page is composed without it.
// Together with ChatPort this is the whole contract between the main process and the window.
import type { ExportCode, Failure, Result } from '../protocol/error-codes.ts';
import type { RunningHost, StartHostFailure } from '../protocol/host-status.ts';
import type { Imported } from '../protocol/moved-in.ts';
import type { NearbyChat } from '../protocol/nearby.ts';

/** Languages of the few sentences that the main process says itself; it says them in English to everybody else. */
export type Language = 'vi' | 'en';
/** A language of the interface or of the system: `vi`, `en-GB`. Which there are, the interface knows alone. */
export type LanguageTag = string;
export type Theme = 'light' | 'dark' | 'system';
/** Which messages of others are worth a notification while nobody looks at the window. */
export type AlertChoice = 'mentions' | 'everything' | 'none';

export interface RecentChat {
  /** As it was joined: host and port, or a URL. */
  readonly address: string;
  /** Empty where the server has no name, as older ones. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly lastJoinedAt: number;
}

export interface Settings {
  /** Empty until the person has said it. */
  readonly nickname: string;
  /** Null follows the system. */
  readonly language: LanguageTag | null;
  readonly theme: Theme;
  readonly alerts: AlertChoice;
  /** Name of the chat that this machine hosts; empty: one is made from the nickname. */
  readonly chatName: string;
  readonly port: number;
  readonly recentChats: readonly RecentChat[];
  readonly hostOnLaunch: boolean;
  /** Ask the internet for a newer version at each start. */
  readonly lookForUpdates: boolean;
  /** Show the hosted chat to the devices around. */
  readonly announce: boolean;
  /** Let the others in a chat see how far one has read. */
  readonly shareReads: boolean;
}

export type HostStatus =
  { readonly name: 'stopped' } | { readonly name: 'starting' } | ({ readonly name: 'running' } & RunningHost);

export interface StartHostRequest {
  readonly chatName: string;
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
}

/** A notification about messages, in the words of the interface. */
export interface MessageAlert {
  readonly title: string;
  readonly body: string;
  /** Number of the message that pressing it leads to. */
  readonly seq: number;
  /** The conversation that it stands in; absent for the main room. */
  readonly room?: string;
}

/** What the system asks of the window: a notification, a link or a menu item was pressed. */
export type WindowRequest =
  | { readonly type: 'show-message'; readonly seq: number; readonly room?: string }
  /** Somebody opened a link to this chat; nothing is joined unless the person says so. */
  | { readonly type: 'ask-join'; readonly address: string }
  | { readonly type: 'open-settings' };

/** What came of taking another history in. Where a host ran, it was stopped for it and opened again as it was. */
export type ImportResult = Imported & {
  /** Why the host did not come back; null where it did, or none ran. */
  readonly notReopened: StartHostFailure | null;
};

/** What was written: the main room for programs, other rooms beside it, and all of them for people. */
export type ExportResult =
  | {
      readonly ok: true;
      readonly json: string;
      readonly html: string;
      /** How many rooms were written, the main one included. */
      readonly rooms: number;
    }
  | Failure<ExportCode>;

export type UpdateStatus =
  /** This copy of the app does not replace itself. */
  | { readonly name: 'off' }
  /** Nobody has looked yet. */
  | { readonly name: 'unknown' }
  | { readonly name: 'looking' }
  | { readonly name: 'newest' }
  | { readonly name: 'available'; readonly version: string }
  /** In whole percent. */
  | { readonly name: 'downloading'; readonly version: string; readonly percent: number }
  | { readonly name: 'ready'; readonly version: string }
  | { readonly name: 'look-failed' }
  | { readonly name: 'download-failed'; readonly version: string }
  | { readonly name: 'install-failed'; readonly version: string };

export interface Updates {
  /** The version that runs. */
  readonly appVersion: string;
  readonly status: UpdateStatus;
}

export interface DesktopPort {
  /** The system's language, where settings say null. */
  readonly systemLanguage: LanguageTag;
  getSettings(): Promise<Settings>;
  /** Checks, saves, and resolves to what is saved. */
  updateSettings(change: Partial<Settings>): Promise<Result<Settings>>;
  subscribeSettings(listener: (settings: Settings) => void): () => void;
  /** Calls back with whether the window has the focus, then with each change. */
  subscribeFocus(listener: (focused: boolean) => void): () => void;
  /** Calls back with each request once, also with one from before anybody listened. */
  subscribeRequests(listener: (request: WindowRequest) => void): () => void;
  /** Says how many messages nobody has seen; none also takes a notification about them away. */
  setUnread(count: number): Promise<void>;
  /** Shows it in the place of the one before, unless the window has the focus by now. */
  showAlert(alert: MessageAlert): Promise<void>;
  /** Whether the app starts with the person's session; null where it cannot. */
  startsOnLogin(): Promise<boolean | null>;
  /** Resolves to how it stands afterwards, which the system decides. */
  setStartOnLogin(enabled: boolean): Promise<boolean | null>;
  startHost(request: StartHostRequest): Promise<{ readonly ok: true } | StartHostFailure>;
  stopHost(): Promise<void>;
  /** Calls back with the status as it is, then with each change. */
  subscribeHost(listener: (status: HostStatus) => void): () => void;
  /** Looks around for hosted chats until it is stopped; the chat that this app hosts is not among them. */
  subscribeNearby(listener: (chats: readonly NearbyChat[]) => void): () => void;
  /** Lets pages of this origin in until the host stops. */
  allowOrigin(origin: string): Promise<void>;
  /** Switches the HTTP interface of the oldest server on or off, until the host stops. */
  setLegacyHttp(enabled: boolean): Promise<void>;
  /** Asks which history to take in, and does so; null where the person chose none. */
  importHistory(): Promise<ImportResult | null>;
  /** Asks where to write the history, and does so; null where the person chose no place. */
  exportHistory(chatName: string): Promise<ExportResult | null>;
  copyText(text: string): Promise<void>;
  /** Calls back with how things stand, then with each change. */
  subscribeUpdates(listener: (updates: Updates) => void): () => void;
  /** Asks the internet whether there is a newer version. */
  lookForUpdates(): Promise<void>;
  /** Downloads the version that was found. */
  downloadUpdate(): Promise<void>;
  /** Quits, asking first where something would end, and starts as the version that was downloaded. */
  installUpdate(): Promise<void>;
}
