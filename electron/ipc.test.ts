import { expect, test } from 'vitest';
import type { EndpointName } from '../client/endpoints.ts';
import { answerCall, type CallSender, type Handlers, isOwnPage } from './ipc.ts';
import { pageUrl } from './page-files.ts';
import { payloadParsers } from './payloads.ts';

const windowId = 7;

function call(url: string, change: Partial<CallSender> = {}): CallSender {
  const mainFrame = { url };
  return { sender: { id: windowId, mainFrame }, senderFrame: mainFrame, ...change };
}

/** Handlers that note what they were called with and answer null. */
function noteCalls(): { handlers: Handlers; calls: [EndpointName, unknown][] } {
  const calls: [EndpointName, unknown][] = [];
  const note = (name: EndpointName) => (payload: unknown) => {
    calls.push([name, payload]);
    return { ok: true as const, value: null };
  };
  const nothing = (name: EndpointName) => (payload: unknown) => {
    calls.push([name, payload]);
    return null;
  };
  const handlers: Handlers = {
    'chat.join': note('chat.join'),
    'chat.send': note('chat.send'),
    'chat.addPiece': () => ({ ok: true, value: 'gathered' }),
    'chat.sendFile': () => ({ ok: true, value: 'message-id' }),
    'chat.retry': nothing('chat.retry'),
    'chat.discard': nothing('chat.discard'),
    'chat.rename': note('chat.rename'),
    'chat.loadOlder': () => ({ ok: true, value: false }),
    'chat.loadNewer': () => ({ ok: true, value: false }),
    'chat.showMessage': () => ({ ok: true, value: true }),
    'chat.showNewest': nothing('chat.showNewest'),
    'chat.search': nothing('chat.search'),
    'chat.searchOn': nothing('chat.searchOn'),
    'chat.stopSearch': nothing('chat.stopSearch'),
    'chat.findMessage': () => ({ ok: true, value: null }),
    'chat.edit': note('chat.edit'),
    'chat.remove': note('chat.remove'),
    'chat.react': note('chat.react'),
    'chat.editsOf': () => ({ ok: true, value: [] }),
    'chat.markRead': nothing('chat.markRead'),
    'chat.readsOf': note('chat.readsOf'),
    'chat.setReadMarks': note('chat.setReadMarks'),
    'chat.setTyping': nothing('chat.setTyping'),
    'chat.reconnectNow': nothing('chat.reconnectNow'),
    'chat.takeSeat': nothing('chat.takeSeat'),
    'chat.leave': nothing('chat.leave'),
    'rooms.open': note('rooms.open'),
    'rooms.add': () => ({ ok: true, value: 'room-game' }),
    'rooms.rename': note('rooms.rename'),
    'rooms.order': note('rooms.order'),
    'rooms.archive': note('rooms.archive'),
    'rooms.setPrivateMessages': note('rooms.setPrivateMessages'),
    'people.remove': note('people.remove'),
    'people.readmit': note('people.readmit'),
    'accounts.register': () => ({ ok: false, code: 'not-allowed' }),
    'accounts.logIn': () => ({ ok: false, code: 'not-allowed' }),
    'accounts.logOut': nothing('accounts.logOut'),
    'accounts.changePassword': () => ({ ok: false, code: 'not-allowed' }),
    'accounts.list': () => ({ ok: true, value: [] }),
    'accounts.resetPassword': () => ({ ok: false, code: 'not-allowed' }),
    'accounts.remove': note('accounts.remove'),
    'accounts.setCoHost': note('accounts.setCoHost'),
    'accounts.setMode': note('accounts.setMode'),
    'accounts.setChatPassword': note('accounts.setChatPassword'),
    'desktop.getSettings': () => {
      throw new Error('the disk is gone');
    },
    'desktop.updateSettings': () => ({ ok: false, code: 'storage-full' }),
    'desktop.setUnread': nothing('desktop.setUnread'),
    'desktop.showAlert': nothing('desktop.showAlert'),
    'desktop.startsOnLogin': () => null,
    'desktop.setStartOnLogin': () => null,
    'desktop.startHost': note('desktop.startHost'),
    'desktop.stopHost': nothing('desktop.stopHost'),
    'desktop.allowOrigin': nothing('desktop.allowOrigin'),
    'desktop.setLegacyHttp': nothing('desktop.setLegacyHttp'),
    'desktop.importHistory': nothing('desktop.importHistory'),
    'desktop.exportHistory': nothing('desktop.exportHistory'),
    'desktop.copyText': nothing('desktop.copyText'),
    'desktop.lookForUpdates': nothing('desktop.lookForUpdates'),
    'desktop.downloadUpdate': nothing('desktop.downloadUpdate'),
    'desktop.installUpdate': nothing('desktop.installUpdate'),
  };
  return { handlers, calls };
}

const silent = (): void => undefined;

test('a call from the main frame of our own window at our own address is taken', () => {
  expect(isOwnPage(call(pageUrl), windowId, pageUrl)).toBe(true);
  expect(isOwnPage(call('app://chatbox/index.html#chat'), windowId, pageUrl)).toBe(true);
});

test.each([
  ['another page', 'https://chatbox/index.html'],
  ['another host of our scheme', 'app://elsewhere/index.html'],
  ['a file', 'file:///chatbox/index.html'],
  ['an empty page', 'about:blank'],
  ['no address at all', ''],
])('a call from %s is refused', (_whose, url) => {
  expect(isOwnPage(call(url), windowId, pageUrl)).toBe(false);
});

test('a call from a frame inside our page is refused, even at our own address', () => {
  expect(isOwnPage(call(pageUrl, { senderFrame: { url: pageUrl } }), windowId, pageUrl)).toBe(false);
});

test('a call from another window, or from a frame that is gone, is refused', () => {
  expect(isOwnPage(call(pageUrl), windowId + 1, pageUrl)).toBe(false);
  expect(isOwnPage(call(pageUrl), null, pageUrl)).toBe(false);
  expect(isOwnPage(call(pageUrl, { senderFrame: null }), windowId, pageUrl)).toBe(false);
});

test('a checked payload reaches its handler and the result comes back', async () => {
  const { handlers, calls } = noteCalls();
  const answer = await answerCall(payloadParsers, handlers, 'chat.send', { content: 'xin chào' }, silent);
  expect(answer).toEqual({ ok: true, value: { ok: true, value: null } });
  expect(calls).toEqual([['chat.send', { content: 'xin chào' }]]);
});

test.each<[unknown, unknown]>([
  ['chat.send', { content: 5 }],
  ['chat.send', { content: 'a', extra: true }],
  ['chat.send', null],
  ['chat.send', { content: 'x'.repeat(70_000) }],
  ['chat.addPiece', { gathered: null, bytes: [1, 2, 3] }],
  ['chat.addPiece', { gathered: null, bytes: new Uint8Array(1024 * 1024 + 1) }],
  ['chat.sendFile', { gathered: 'x', name: 'a', type: '', content: '', path: '/etc/passwd' }],
  ['people.remove', { person: null }],
  ['chat.leave', {}],
  ['chat.join', { address: 'a' }],
  ['desktop.startHost', { chatName: 'a', port: 65_536 }],
  ['desktop.startHost', { chatName: 'a', port: '8765' }],
  ['desktop.setLegacyHttp', { enabled: 'yes' }],
  ['desktop.importHistory', { source: '/etc/passwd' }],
  ['desktop.exportHistory', { chatName: 'a', path: '/etc/passwd' }],
  ['desktop.installUpdate', { url: 'http://elsewhere.example/setup.exe' }],
  ['desktop.updateSettings', { theme: 'pink' }],
  ['desktop.updateSettings', { nickame: 'misspelt' }],
  ['desktop.eraseDisk', null],
  ['toString', null],
  ['__proto__', null],
  [{}, null],
])('%o with %o is a bad request and reaches no handler', async (endpoint, payload) => {
  const { handlers, calls } = noteCalls();
  const answer = await answerCall(payloadParsers, handlers, endpoint, payload, silent);
  expect(answer).toEqual({ ok: false, code: 'bad-request' });
  expect(calls).toEqual([]);
});

test('a handler that throws is reported and answered with a code', async () => {
  const reported: unknown[] = [];
  const answer = await answerCall(
    payloadParsers,
    noteCalls().handlers,
    'desktop.getSettings',
    null,
    (error) => reported.push(error),
  );
  expect(answer).toEqual({ ok: false, code: 'handler-failed' });
  expect(reported).toEqual([new Error('the disk is gone')]);
});
