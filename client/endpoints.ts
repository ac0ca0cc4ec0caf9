// What the window may ask of the main process, and what it hears from it: one table of names, so that an endpoint
// that one side lacks does not compile. Knows neither Electron nor how the calls travel.
import type { AccountMode, ListedAccount, OwnAccount } from '../protocol/accounts.ts';
import type { MessageRef, PrivateMessages } from '../protocol/commands.ts';
import type { Result } from '../protocol/error-codes.ts';
import type { EditsListed, Message } from '../protocol/events.ts';
import type { StartHostFailure } from '../protocol/host-status.ts';
import type { NearbyChat } from '../protocol/nearby.ts';
import type { NameAndPassword } from './account-port.ts';
import type { ChatUpdate, JoinRequest, OutgoingFile, SendOptions } from './chat-port.ts';
import type {
  ExportResult,
  HostStatus,
  ImportResult,
  LanguageTag,
  MessageAlert,
  Settings,
  StartHostRequest,
  Updates,
  WindowRequest,
} from './desktop-port.ts';

interface Call<Payload, Answered> {
  readonly payload: Payload;
  readonly result: Answered;
}

/** The conversation that a call is about; absent for the main room. */
interface InRoom {
  readonly room?: string;
}

/** A file whose bytes have been handed over. */
export interface GatheredFile extends Omit<OutgoingFile, 'body'>, SendOptions {
  readonly gathered: string;
  readonly content: string;
}

interface OneMessage extends InRoom {
  readonly message: MessageRef;
}

/** Every call by name. A call without a payload takes null. */
export interface Endpoints {
  'chat.join': Call<JoinRequest, Result<null>>;
  'chat.send': Call<{ readonly content: string } & SendOptions, Result<null>>;
  /** Hands over bytes of a file; null begins one, the answer names it. */
  'chat.addPiece': Call<
    { readonly gathered: string | null; readonly bytes: Uint8Array },
    Result<string, 'file-too-large' | 'bad-request'>
  >;
  'chat.sendFile': Call<GatheredFile, Result<string>>;
  'chat.retry': Call<{ readonly id: string }, null>;
  'chat.discard': Call<{ readonly id: string }, null>;
  'chat.rename': Call<{ readonly nickname: string }, Result<null>>;
  'chat.loadOlder': Call<InRoom, Result<boolean>>;
  'chat.loadNewer': Call<InRoom, Result<boolean>>;
  'chat.showMessage': Call<{ readonly seq: number } & InRoom, Result<boolean>>;
  'chat.showNewest': Call<InRoom, null>;
  'chat.search': Call<{ readonly query: string } & InRoom, null>;
  'chat.searchOn': Call<null, null>;
  'chat.stopSearch': Call<null, null>;
  'chat.findMessage': Call<OneMessage, Result<Message | null>>;
  'chat.edit': Call<OneMessage & { readonly content: string }, Result<null>>;
  'chat.remove': Call<OneMessage, Result<null>>;
  'chat.react': Call<OneMessage & { readonly emoji: string; readonly on: boolean }, Result<null>>;
  'chat.editsOf': Call<OneMessage, Result<EditsListed['edits']>>;
  'chat.markRead': Call<{ readonly seq: number; readonly hidden: boolean } & InRoom, null>;
  'chat.readsOf': Call<InRoom, Result<null>>;
  'chat.setReadMarks': Call<{ readonly shown: boolean }, Result<null>>;
  'chat.setTyping': Call<{ readonly typing: boolean } & InRoom, null>;
  'chat.reconnectNow': Call<null, null>;
  'chat.takeSeat': Call<null, null>;
  'chat.leave': Call<null, null>;
  'rooms.open': Call<{ readonly room: string }, Result<null>>;
  'rooms.add': Call<{ readonly name: string }, Result<string>>;
  'rooms.rename': Call<{ readonly room: string; readonly name: string }, Result<null>>;
  'rooms.order': Call<{ readonly rooms: readonly string[] }, Result<null>>;
  'rooms.archive': Call<{ readonly room: string; readonly archived: boolean }, Result<null>>;
  'rooms.setPrivateMessages': Call<{ readonly policy: PrivateMessages }, Result<null>>;
  'people.remove': Call<{ readonly person: string }, Result<null>>;
  'people.readmit': Call<{ readonly person: string }, Result<null>>;
  'accounts.register': Call<NameAndPassword, Result<OwnAccount>>;
  'accounts.logIn': Call<NameAndPassword, Result<OwnAccount>>;
  'accounts.logOut': Call<null, null>;
  'accounts.changePassword': Call<
    { readonly password: string; readonly newPassword: string },
    Result<OwnAccount>
  >;
  'accounts.list': Call<null, Result<readonly ListedAccount[]>>;
  'accounts.resetPassword': Call<{ readonly account: string }, Result<string>>;
  'accounts.remove': Call<{ readonly account: string }, Result<null>>;
  'accounts.setCoHost': Call<{ readonly account: string; readonly coHost: boolean }, Result<null>>;
  'accounts.setMode': Call<{ readonly mode: AccountMode }, Result<null>>;
  'accounts.setChatPassword': Call<
    { readonly password: string | null; readonly inCode: boolean },
    Result<null>
  >;
  'desktop.getSettings': Call<null, Settings>;
  'desktop.updateSettings': Call<Partial<Settings>, Result<Settings>>;
  'desktop.setUnread': Call<{ readonly count: number }, null>;
  'desktop.showAlert': Call<MessageAlert, null>;
  'desktop.startsOnLogin': Call<null, boolean | null>;
  'desktop.setStartOnLogin': Call<{ readonly enabled: boolean }, boolean | null>;
  'desktop.startHost': Call<StartHostRequest, { readonly ok: true } | StartHostFailure>;
  'desktop.stopHost': Call<null, null>;
  'desktop.allowOrigin': Call<{ readonly origin: string }, null>;
  'desktop.setLegacyHttp': Call<{ readonly enabled: boolean }, null>;
  'desktop.importHistory': Call<null, ImportResult | null>;
  'desktop.exportHistory': Call<{ readonly chatName: string }, ExportResult | null>;
  'desktop.copyText': Call<{ readonly text: string }, null>;
  'desktop.lookForUpdates': Call<null, null>;
  'desktop.downloadUpdate': Call<null, null>;
  'desktop.installUpdate': Call<null, null>;
}

export type EndpointName = keyof Endpoints;
export type Payload<Name extends EndpointName> = Endpoints[Name]['payload'];

/**
 * What a call comes back with: its result, or why it never reached a handler (`bad-request`: the sender or the payload
 * is not what the table says) or did not come out of it (`handler-failed`). Both mean a bug of ours, not of a person.
 */
export type Answer<Name extends EndpointName> = Result<
  Endpoints[Name]['result'],
  'bad-request' | 'handler-failed'
>;

/** What the window can listen to: how things stand first, then every change. */
export interface Topics {
  chat: ChatUpdate;
  focus: boolean;
  requests: WindowRequest;
  host: HostStatus;
  /** Looked for only while somebody listens. */
  nearby: readonly NearbyChat[];
  settings: Settings;
  updates: Updates;
}

export type TopicName = keyof Topics;

/** `window.chatbox`: all that the preload script gives to the page. */
export interface Bridge {
  /** Where settings do not name a language. */
  readonly systemLanguage: LanguageTag;
  invoke<Name extends EndpointName>(endpoint: Name, payload: Payload<Name>): Promise<Answer<Name>>;
  /** Values arrive in order, those of one moment together. Returns how to stop. */
  subscribe<Name extends TopicName>(
    topic: Name,
    listener: (values: readonly Topics[Name][]) => void,
  ): () => void;
}
