// What each endpoint does: a table from names to the two ports. Wiring only; anything that decides belongs behind a port.
import type { ChatPort } from '../client/chat-port.ts';
import type { MessageAlert } from '../client/desktop-port.ts';
import type { FilePieces } from './file-pieces.ts';
import type { HistoryService } from './history-service.ts';
import type { HostService } from './host-service.ts';
import type { Handlers } from './ipc.ts';
import { inRoom } from '../protocol/conversations.ts';
import type { SettingsService } from './settings.ts';
import type { UpdateService } from './updates.ts';
import type { StartOnLogin } from './start-on-login.ts';

/** What the window asks of the system around it. */
export interface SystemCalls {
  setUnread(count: number): void;
  showAlert(alert: MessageAlert): void;
  readonly startOnLogin: StartOnLogin;
}

export interface HandledServices {
  readonly chat: ChatPort;
  readonly pieces: FilePieces;
  readonly host: HostService;
  readonly history: HistoryService;
  readonly settings: SettingsService;
  readonly updates: UpdateService;
  readonly system: SystemCalls;
  copyText(text: string): Promise<void>;
}

export function createHandlers({
  chat,
  host,
  history,
  settings,
  updates,
  system,
  pieces,
  copyText,
}: HandledServices): Handlers {
  return {
    'chat.join': (request) => chat.join(request),
    'chat.addPiece': ({ gathered, bytes }) => pieces.add(gathered, bytes),
    'chat.sendFile': async ({ gathered, content, reply, room, ...file }) => {
      const body = pieces.take(gathered);
      if (body === null) return { ok: false, code: 'bad-request' };
      return chat.sendFile({ ...file, body }, content, { ...(reply && { reply }), ...inRoom(room) });
    },
    'chat.send': ({ content, ...options }) => chat.send(content, options),
    'chat.retry': ({ id }) => chat.retry(id).then(nothing),
    'chat.discard': ({ id }) => chat.discard(id).then(nothing),
    'chat.rename': ({ nickname }) => chat.rename(nickname),
    'chat.loadOlder': ({ room }) => chat.loadOlder(room),
    'chat.loadNewer': ({ room }) => chat.loadNewer(room),
    'chat.showMessage': ({ seq, room }) => chat.showMessage(seq, room),
    'chat.showNewest': ({ room }) => chat.showNewest(room).then(nothing),
    'chat.search': ({ query, room }) => chat.search(query, room).then(nothing),
    'chat.searchOn': () => chat.searchOn().then(nothing),
    'chat.stopSearch': () => chat.stopSearch().then(nothing),
    'chat.findMessage': ({ message, room }) => chat.findMessage(message, room),
    'chat.edit': ({ message, content, room }) => chat.edit(message, content, room),
    'chat.remove': ({ message, room }) => chat.remove(message, room),
    'chat.react': ({ message, emoji, on, room }) => chat.react(message, emoji, on, room),
    'chat.editsOf': ({ message, room }) => chat.editsOf(message, room),
    'chat.markRead': ({ seq, hidden, room }) => chat.markRead(seq, hidden, room).then(nothing),
    'chat.readsOf': ({ room }) => chat.readsOf(room),
    'chat.setReadMarks': ({ shown }) => chat.setReadMarks(shown),
    'chat.setTyping': ({ typing, room }) => chat.setTyping(typing, room).then(nothing),
    'chat.reconnectNow': () => chat.reconnectNow().then(nothing),
    'chat.takeSeat': () => chat.takeSeat().then(nothing),
    'chat.leave': () => chat.leave().then(nothing),
    'rooms.open': ({ room }) => chat.rooms.open(room),
    'rooms.add': ({ name }) => chat.rooms.add(name),
    'rooms.rename': ({ room, name }) => chat.rooms.rename(room, name),
    'rooms.order': ({ rooms }) => chat.rooms.order(rooms),
    'rooms.archive': ({ room, archived }) => chat.rooms.archive(room, archived),
    'rooms.setPrivateMessages': ({ policy }) => chat.rooms.setPrivateMessages(policy),
    'people.remove': ({ person }) => chat.people.remove(person),
    'people.readmit': ({ person }) => chat.people.readmit(person),
    'accounts.register': (request) => chat.accounts.register(request),
    'accounts.logIn': (request) => chat.accounts.logIn(request),
    'accounts.logOut': () => chat.accounts.logOut().then(nothing),
    'accounts.changePassword': (request) => chat.accounts.changePassword(request),
    'accounts.list': () => chat.accounts.list(),
    'accounts.resetPassword': ({ account }) => chat.accounts.resetPassword(account),
    'accounts.remove': ({ account }) => chat.accounts.remove(account),
    'accounts.setCoHost': ({ account, coHost }) => chat.accounts.setCoHost(account, coHost),
    'accounts.setMode': ({ mode }) => chat.accounts.setMode(mode),
    'accounts.setChatPassword': ({ password, inCode }) => chat.accounts.setChatPassword(password, inCode),
    'desktop.getSettings': () => settings.get(),
    'desktop.updateSettings': (change) => settings.update(change),
    'desktop.setUnread': ({ count }) => {
      system.setUnread(count);
      return null;
    },
    'desktop.showAlert': (alert) => {
      system.showAlert(alert);
      return null;
    },
    'desktop.startsOnLogin': () => system.startOnLogin.get(),
    'desktop.setStartOnLogin': ({ enabled }) => system.startOnLogin.set(enabled),
    'desktop.startHost': (request) => host.start(request),
    'desktop.stopHost': () => host.stop().then(nothing),
    'desktop.allowOrigin': ({ origin }) => {
      host.allowOrigin(origin);
      return null;
    },
    'desktop.setLegacyHttp': ({ enabled }) => {
      host.setLegacyHttp(enabled);
      return null;
    },
    'desktop.importHistory': () => history.importHistory(),
    'desktop.exportHistory': ({ chatName }) => history.exportHistory(chatName),
    'desktop.copyText': ({ text }) => copyText(text).then(nothing),
    'desktop.lookForUpdates': () => updates.look().then(nothing),
    'desktop.downloadUpdate': () => updates.download().then(nothing),
    'desktop.installUpdate': () => updates.install().then(nothing),
  };
}

/** A call without a result answers null, which every way of carrying it keeps. */
function nothing(): null {
  return null;
}
