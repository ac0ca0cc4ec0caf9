// The two ports over the bridge to the main process. Transport only: nothing is decided or remembered here.
import type { ChatPort, SendOptions } from '../../client/chat-port.ts';
import type { DesktopPort } from '../../client/desktop-port.ts';
import type { ErrorCode, Result } from '../../protocol/error-codes.ts';
import type { MessageRef } from '../../protocol/commands.ts';
import { inRoom } from '../../protocol/conversations.ts';
import type { Answer, Bridge, EndpointName, Endpoints, Payload } from '../../client/endpoints.ts';

/** A call that never reached its handler, or broke in it: a bug of ours, so it is thrown. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
}

/** Of a file, in one message: the main process has other things to do in between. */
const pieceBytes = 512 * 1024;

function createCall(bridge: Bridge) {
  return async <Name extends EndpointName>(
    endpoint: Name,
    payload: Payload<Name>,
  ): Promise<Endpoints[Name]['result']> => {
    const answer: Answer<Name> = await bridge.invoke(endpoint, payload);
    if (!answer.ok) throw new CallFailed(`${endpoint}: ${answer.code}`);
    return answer.value;
  };
}

export function createChatPort(bridge: Bridge): ChatPort {
  const call = createCall(bridge);
  return {
    subscribe: (listener) => bridge.subscribe('chat', (updates) => updates.forEach(listener)),
    join: (request) => call('chat.join', request),
    async sendFile({ body, ...file }, content, options) {
      let gathered: string | null = null;
      // An empty file is one empty piece.
      for (let at = 0; at === 0 || at < body.size; at += pieceBytes) {
        const bytes = new Uint8Array(await body.slice(at, at + pieceBytes).arrayBuffer());
        const added: Result<string, ErrorCode> = await call('chat.addPiece', { gathered, bytes });
        if (!added.ok) return added;
        gathered = added.value;
      }
      return gathered === null
        ? { ok: false, code: 'bad-request' }
        : call('chat.sendFile', { ...file, gathered, content, ...sendOptions(options) });
    },
    send: (content, options) => call('chat.send', { content, ...sendOptions(options) }),
    retry: async (id) => void (await call('chat.retry', { id })),
    discard: async (id) => void (await call('chat.discard', { id })),
    rename: (nickname) => call('chat.rename', { nickname }),
    loadOlder: (room) => call('chat.loadOlder', inRoom(room)),
    loadNewer: (room) => call('chat.loadNewer', inRoom(room)),
    showMessage: (seq, room) => call('chat.showMessage', { seq, ...inRoom(room) }),
    showNewest: async (room) => void (await call('chat.showNewest', inRoom(room))),
    search: async (query, room) => void (await call('chat.search', { query, ...inRoom(room) })),
    searchOn: async () => void (await call('chat.searchOn', null)),
    stopSearch: async () => void (await call('chat.stopSearch', null)),
    findMessage: (message, room) => call('chat.findMessage', { message: refOf(message), ...inRoom(room) }),
    edit: (message, content, room) =>
      call('chat.edit', { message: refOf(message), content, ...inRoom(room) }),
    remove: (message, room) => call('chat.remove', { message: refOf(message), ...inRoom(room) }),
    react: (message, emoji, on, room) =>
      call('chat.react', { message: refOf(message), emoji, on, ...inRoom(room) }),
    editsOf: (message, room) => call('chat.editsOf', { message: refOf(message), ...inRoom(room) }),
    markRead: async (seq, hidden, room) =>
      void (await call('chat.markRead', { seq, hidden, ...inRoom(room) })),
    readsOf: (room) => call('chat.readsOf', inRoom(room)),
    setReadMarks: (shown) => call('chat.setReadMarks', { shown }),
    setTyping: async (typing, room) => void (await call('chat.setTyping', { typing, ...inRoom(room) })),
    reconnectNow: async () => void (await call('chat.reconnectNow', null)),
    takeSeat: async () => void (await call('chat.takeSeat', null)),
    leave: async () => void (await call('chat.leave', null)),
    rooms: {
      open: (room) => call('rooms.open', { room }),
      add: (name) => call('rooms.add', { name }),
      rename: (room, name) => call('rooms.rename', { room, name }),
      order: (rooms) => call('rooms.order', { rooms }),
      archive: (room, archived) => call('rooms.archive', { room, archived }),
      setPrivateMessages: (policy) => call('rooms.setPrivateMessages', { policy }),
    },
    people: {
      remove: (person) => call('people.remove', { person }),
      readmit: (person) => call('people.readmit', { person }),
    },
    accounts: {
      register: (request) => call('accounts.register', request),
      logIn: (request) => call('accounts.logIn', request),
      logOut: async () => void (await call('accounts.logOut', null)),
      changePassword: (request) => call('accounts.changePassword', request),
      list: () => call('accounts.list', null),
      resetPassword: (account) => call('accounts.resetPassword', { account }),
      remove: (account) => call('accounts.remove', { account }),
      setCoHost: (account, coHost) => call('accounts.setCoHost', { account, coHost }),
      setMode: (mode) => call('accounts.setMode', { mode }),
      setChatPassword: (password, inCode) => call('accounts.setChatPassword', { password, inCode }),
    },
  };
}

/** A whole message names itself, too; no more than the name goes over. */
function refOf({ seq, id }: MessageRef): MessageRef {
  return { seq, id };
}

function sendOptions({ reply, room }: SendOptions = {}): SendOptions {
  return { ...(reply && { reply: refOf(reply) }), ...inRoom(room) };
}

export function createDesktopPort(bridge: Bridge): DesktopPort {
  const call = createCall(bridge);
  return {
    systemLanguage: bridge.systemLanguage,
    getSettings: () => call('desktop.getSettings', null),
    updateSettings: (change) => call('desktop.updateSettings', change),
    subscribeSettings: (listener) => bridge.subscribe('settings', (values) => values.forEach(listener)),
    subscribeFocus: (listener) => bridge.subscribe('focus', (values) => values.forEach(listener)),
    subscribeRequests: (listener) => bridge.subscribe('requests', (values) => values.forEach(listener)),
    setUnread: async (count) => void (await call('desktop.setUnread', { count })),
    showAlert: async (alert) => void (await call('desktop.showAlert', alert)),
    startsOnLogin: () => call('desktop.startsOnLogin', null),
    setStartOnLogin: (enabled) => call('desktop.setStartOnLogin', { enabled }),
    startHost: (request) => call('desktop.startHost', request),
    stopHost: async () => void (await call('desktop.stopHost', null)),
    subscribeHost: (listener) => bridge.subscribe('host', (values) => values.forEach(listener)),
    subscribeNearby: (listener) => bridge.subscribe('nearby', (values) => values.forEach(listener)),
    allowOrigin: async (origin) => void (await call('desktop.allowOrigin', { origin })),
    setLegacyHttp: async (enabled) => void (await call('desktop.setLegacyHttp', { enabled })),
    importHistory: () => call('desktop.importHistory', null),
    exportHistory: (chatName) => call('desktop.exportHistory', { chatName }),
    copyText: async (text) => void (await call('desktop.copyText', { text })),
    subscribeUpdates: (listener) => bridge.subscribe('updates', (values) => values.forEach(listener)),
    lookForUpdates: async () => void (await call('desktop.lookForUpdates', null)),
    downloadUpdate: async () => void (await call('desktop.downloadUpdate', null)),
    installUpdate: async () => void (await call('desktop.installUpdate', null)),
  };
}
