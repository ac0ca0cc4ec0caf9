// Ports that note what they are asked and answer as a test wants. For tests only.
import type { AccountPort } from '../../client/account-port.ts';
import type { ChatPort, JoinRequest } from '../../client/chat-port.ts';
import { createChatState } from '../../client/chat-state.ts';
import type { PeoplePort } from '../../client/people-port.ts';
import type { RoomPort } from '../../client/room-port.ts';
import type {
  DesktopPort,
  ExportResult,
  HostStatus,
  ImportResult,
  MessageAlert,
  Settings,
  StartHostRequest,
  Updates,
  WindowRequest,
} from '../../client/desktop-port.ts';
import type { ErrorCode, Result } from '../../protocol/error-codes.ts';
import type { NearbyChat } from '../../protocol/nearby.ts';

/** An interface of accounts that grants whatever is asked, and notes it. */
function createNotingAccountPort(calls: string[]): AccountPort {
  const account = { id: 'account-an', name: 'An', role: 'person' } as const;
  const note =
    <Value>(name: string, value: Value) =>
    async (...given: unknown[]): Promise<Result<Value>> => {
      calls.push([name, ...given.map((part) => JSON.stringify(part))].join(' '));
      return { ok: true, value };
    };
  return {
    register: note('register', account),
    logIn: note('log-in', account),
    async logOut() {
      calls.push('log-out');
    },
    changePassword: note('change-password', account),
    list: note('list', [{ ...account, createdAt: 5 }]),
    resetPassword: note('reset-password', 'k7mw-2xpd-ha9r'),
    remove: note('remove', null),
    setCoHost: note('set-co-host', null),
    setMode: note('set-mode', null),
    setChatPassword: note('set-chat-password', null),
  };
}

const done: Result<null> = { ok: true, value: null };

function createNotingRoomPort(calls: string[]): RoomPort {
  const note = async (call: string): Promise<Result<null>> => {
    calls.push(call);
    return done;
  };
  return {
    open: (room) => note(`open ${room}`),
    async add(name) {
      calls.push(`add ${name}`);
      return { ok: true, value: `room-${name}` };
    },
    rename: (room, name) => note(`rename ${room} ${name}`),
    order: (rooms) => note(`order ${rooms.join(' ')}`),
    archive: (room, archived) => note(`${archived ? 'archive' : 'reopen'} ${room}`),
    setPrivateMessages: (policy) => note(`private ${policy}`),
  };
}

function createNotingPeoplePort(calls: string[], refusals: ErrorCode[]): PeoplePort {
  const note =
    (what: string) =>
    async (person: string): Promise<Result<null>> => {
      calls.push(`${what} ${person}`);
      const code = refusals.shift();
      return code === undefined ? done : { ok: false, code };
    };
  return { remove: note('send away'), readmit: note('let in') };
}

export interface NotingChatPort extends ChatPort {
  readonly joins: JoinRequest[];
  /** Ids of calls without an answer of interest. */
  readonly calls: string[];
  /** The answers to the next joins, and to what is asked about people; then they succeed. */
  readonly refusals: ErrorCode[];
}

export function createNotingChatPort(): NotingChatPort {
  const joins: JoinRequest[] = [];
  const calls: string[] = [];
  const refusals: ErrorCode[] = [];
  return {
    joins,
    calls,
    refusals,
    subscribe(listener) {
      listener({ type: 'snapshot', state: createChatState() });
      return () => undefined;
    },
    async join(request) {
      joins.push(request);
      const code = refusals.shift();
      return code === undefined ? done : { ok: false, code };
    },
    send: async () => done,
    sendFile: async () => ({ ok: true, value: 'message-id' }),
    retry: async () => undefined,
    discard: async () => undefined,
    rename: async () => done,
    loadOlder: async () => ({ ok: true, value: false }),
    loadNewer: async () => ({ ok: true, value: false }),
    showMessage: async () => ({ ok: true, value: true }),
    showNewest: async () => undefined,
    search: async () => undefined,
    searchOn: async () => undefined,
    stopSearch: async () => undefined,
    findMessage: async () => ({ ok: true, value: null }),
    edit: async () => done,
    remove: async () => done,
    react: async () => done,
    editsOf: async () => ({ ok: true, value: [] }),
    markRead: async () => undefined,
    readsOf: async () => done,
    async setReadMarks(shown) {
      calls.push(`set-read-marks ${String(shown)}`);
      return done;
    },
    setTyping: async () => undefined,
    async reconnectNow() {
      calls.push('reconnect-now');
    },
    takeSeat: async () => undefined,
    async leave() {
      calls.push('leave');
    },
    accounts: createNotingAccountPort(calls),
    rooms: createNotingRoomPort(calls),
    people: createNotingPeoplePort(calls, refusals),
  };
}

export const someSettings: Settings = {
  nickname: 'Bình',
  language: 'en',
  theme: 'light',
  alerts: 'mentions',
  chatName: '',
  port: 8765,
  recentChats: [],
  hostOnLaunch: false,
  lookForUpdates: false,
  announce: true,
  shareReads: true,
};

export interface NotingDesktopPort extends DesktopPort {
  readonly starts: StartHostRequest[];
  readonly calls: string[];
  /** How many look around now. */
  readonly looking: { count: number };
  readonly changes: Partial<Settings>[];
  /** The answers to the next starts; then they succeed. */
  readonly failures: Extract<Awaited<ReturnType<DesktopPort['startHost']>>, { ok: false }>[];
  /** The answers to the next imports and exports; then the person chooses nothing. */
  readonly imports: ImportResult[];
  readonly exports: ExportResult[];
  readonly shownAlerts: MessageAlert[];
  /** The numbers of unread messages that were told. */
  readonly unread: number[];
  tellHost(status: HostStatus): void;
  tellUpdates(updates: Updates): void;
  tellNearby(chats: readonly NearbyChat[]): void;
  request(request: WindowRequest): void;
  focus(focused: boolean): void;
}

export function createNotingDesktopPort(settings: Settings = someSettings): NotingDesktopPort {
  let current = settings;
  let tell: (status: HostStatus) => void = () => undefined;
  let tellUpdates: (updates: Updates) => void = () => undefined;
  let tellNearby: (chats: readonly NearbyChat[]) => void = () => undefined;
  let tellFocus: (focused: boolean) => void = () => undefined;
  let ask: (request: WindowRequest) => void = () => undefined;
  const port: NotingDesktopPort = {
    starts: [],
    calls: [],
    looking: { count: 0 },
    changes: [],
    failures: [],
    imports: [],
    exports: [],
    shownAlerts: [],
    unread: [],
    tellHost: (status) => tell(status),
    tellUpdates: (updates) => tellUpdates(updates),
    tellNearby: (chats) => tellNearby(chats),
    request: (request) => ask(request),
    focus: (focused) => tellFocus(focused),
    systemLanguage: 'en',
    getSettings: async () => current,
    async updateSettings(change) {
      port.changes.push(change);
      current = { ...current, ...change };
      return { ok: true, value: current };
    },
    subscribeSettings: () => () => undefined,
    subscribeFocus(listener) {
      tellFocus = listener;
      listener(true);
      return () => undefined;
    },
    subscribeRequests(listener) {
      ask = listener;
      return () => undefined;
    },
    async setUnread(count) {
      port.unread.push(count);
    },
    async showAlert(alert) {
      port.shownAlerts.push(alert);
    },
    startsOnLogin: async () => null,
    async setStartOnLogin(enabled) {
      port.calls.push(`start on login ${enabled ? 'on' : 'off'}`);
      return enabled;
    },
    async startHost(request) {
      port.starts.push(request);
      return port.failures.shift() ?? { ok: true };
    },
    async stopHost() {
      port.calls.push('stop-host');
    },
    subscribeHost(listener) {
      tell = listener;
      listener({ name: 'stopped' });
      return () => undefined;
    },
    subscribeNearby(listener) {
      tellNearby = listener;
      port.looking.count += 1;
      return () => void (port.looking.count -= 1);
    },
    allowOrigin: async () => undefined,
    async setLegacyHttp(enabled) {
      port.calls.push(`legacy-http ${enabled ? 'on' : 'off'}`);
    },
    importHistory: async () => port.imports.shift() ?? null,
    async exportHistory(chatName) {
      port.calls.push(`export ${chatName}`);
      return port.exports.shift() ?? null;
    },
    copyText: async () => undefined,
    subscribeUpdates(listener) {
      tellUpdates = listener;
      listener({ appVersion: '3.0.0', status: { name: 'unknown' } });
      return () => undefined;
    },
    async lookForUpdates() {
      port.calls.push('look-for-updates');
    },
    async downloadUpdate() {
      port.calls.push('download-update');
    },
    async installUpdate() {
      port.calls.push('install-update');
    },
  };
  return port;
}
