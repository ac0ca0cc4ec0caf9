import { expect, test } from 'vitest';
import type { Bridge } from '../../client/endpoints.ts';
import { CallFailed, createChatPort, createDesktopPort } from './ports.ts';

/** A bridge that answers everything the same way and notes what was asked. */
function bridgeAnswering(answer: unknown) {
  const calls: [string, unknown][] = [];
  const topics = new Map<string, (values: readonly unknown[]) => void>();
  const bridge = {
    systemLanguage: 'vi',
    invoke(endpoint: string, payload: unknown) {
      calls.push([endpoint, payload]);
      return Promise.resolve(answer);
    },
    subscribe(topic: string, listener: (values: readonly unknown[]) => void) {
      topics.set(topic, listener);
      return () => topics.delete(topic);
    },
  } as unknown as Bridge;
  return { bridge, calls, topics };
}

test('every method asks its endpoint', async () => {
  const { bridge, calls } = bridgeAnswering({ ok: true, value: { ok: true, value: null } });
  const chat = createChatPort(bridge);
  const desktop = createDesktopPort(bridge);
  await chat.join({ address: null, nickname: 'An' });
  await chat.send('xin chào');
  await chat.retry('1');
  await chat.discard('1');
  await chat.rename('Anh');
  await chat.loadOlder();
  await chat.loadNewer('room-game');
  await chat.markRead(7, false, '@person-an');
  await chat.showMessage(7);
  await chat.showNewest();
  await chat.search('lớp');
  await chat.searchOn();
  await chat.stopSearch();
  await chat.setTyping(true);
  await chat.reconnectNow();
  await chat.takeSeat();
  await chat.leave();
  await chat.rooms.open('room-game');
  await chat.rooms.add('Game');
  await chat.rooms.rename('room-game', 'Trò chơi');
  await chat.rooms.order(['room-game', 'main']);
  await chat.rooms.archive('room-game', true);
  await chat.rooms.setPrivateMessages('with-host');
  await chat.people.remove('person-an');
  await chat.people.readmit('person-an');
  await desktop.getSettings();
  await desktop.updateSettings({ port: 9000 });
  await desktop.setUnread(3);
  await desktop.showAlert({ title: 'An', body: 'chào', seq: 7 });
  await desktop.startsOnLogin();
  await desktop.setStartOnLogin(true);
  await desktop.startHost({ chatName: 'Lớp 9A', port: 8765 });
  await desktop.stopHost();
  await desktop.allowOrigin('null');
  await desktop.setLegacyHttp(true);
  await desktop.importHistory();
  await desktop.exportHistory('Lớp 9A');
  await desktop.copyText('http://192.168.1.5:8765');
  await desktop.lookForUpdates();
  await desktop.downloadUpdate();
  await desktop.installUpdate();
  expect(calls).toEqual([
    ['chat.join', { address: null, nickname: 'An' }],
    ['chat.send', { content: 'xin chào' }],
    ['chat.retry', { id: '1' }],
    ['chat.discard', { id: '1' }],
    ['chat.rename', { nickname: 'Anh' }],
    ['chat.loadOlder', {}],
    ['chat.loadNewer', { room: 'room-game' }],
    ['chat.markRead', { seq: 7, hidden: false, room: '@person-an' }],
    ['chat.showMessage', { seq: 7 }],
    ['chat.showNewest', {}],
    ['chat.search', { query: 'lớp' }],
    ['chat.searchOn', null],
    ['chat.stopSearch', null],
    ['chat.setTyping', { typing: true }],
    ['chat.reconnectNow', null],
    ['chat.takeSeat', null],
    ['chat.leave', null],
    ['rooms.open', { room: 'room-game' }],
    ['rooms.add', { name: 'Game' }],
    ['rooms.rename', { room: 'room-game', name: 'Trò chơi' }],
    ['rooms.order', { rooms: ['room-game', 'main'] }],
    ['rooms.archive', { room: 'room-game', archived: true }],
    ['rooms.setPrivateMessages', { policy: 'with-host' }],
    ['people.remove', { person: 'person-an' }],
    ['people.readmit', { person: 'person-an' }],
    ['desktop.getSettings', null],
    ['desktop.updateSettings', { port: 9000 }],
    ['desktop.setUnread', { count: 3 }],
    ['desktop.showAlert', { title: 'An', body: 'chào', seq: 7 }],
    ['desktop.startsOnLogin', null],
    ['desktop.setStartOnLogin', { enabled: true }],
    ['desktop.startHost', { chatName: 'Lớp 9A', port: 8765 }],
    ['desktop.stopHost', null],
    ['desktop.allowOrigin', { origin: 'null' }],
    ['desktop.setLegacyHttp', { enabled: true }],
    ['desktop.importHistory', null],
    ['desktop.exportHistory', { chatName: 'Lớp 9A' }],
    ['desktop.copyText', { text: 'http://192.168.1.5:8765' }],
    ['desktop.lookForUpdates', null],
    ['desktop.downloadUpdate', null],
    ['desktop.installUpdate', null],
  ]);
});

test('a file is handed over in pieces, one after the other, and then sent', async () => {
  const calls: [string, { readonly gathered: unknown; readonly bytes?: Uint8Array }][] = [];
  const bridge = {
    invoke(endpoint: string, payload: (typeof calls)[number][1]) {
      calls.push([endpoint, payload]);
      const value = endpoint === 'chat.addPiece' ? 'the-file' : 'message-id';
      return Promise.resolve({ ok: true, value: { ok: true, value } });
    },
  } as unknown as Bridge;
  const bytes = Uint8Array.from({ length: 1_200_000 }, (_, index) => index % 251);
  const file = { name: 'a.png', type: 'image/png', body: new Blob([bytes]), width: 4, height: 3 };
  const reply = { seq: 4, id: 'm4', content: 'một tin dài' };
  const options = { room: 'room-game', reply };
  const answer = await createChatPort(bridge).sendFile(file, 'xem', options);
  expect(answer).toEqual({ ok: true, value: 'message-id' });
  const pieces = calls.slice(0, -1).map(([, payload]) => payload);
  expect(pieces.map(({ gathered }) => gathered)).toEqual([null, 'the-file', 'the-file']);
  expect(Buffer.concat(pieces.map((piece) => piece.bytes ?? expect.fail()))).toEqual(Buffer.from(bytes));
  const words = { name: 'a.png', type: 'image/png', width: 4, height: 3, content: 'xem' };
  // Of the message that is answered only what names it.
  const meant = { room: 'room-game', reply: { seq: 4, id: 'm4' } };
  expect(calls.at(-1)).toEqual(['chat.sendFile', { ...words, ...meant, gathered: 'the-file' }]);
});

test('a failure of the chat comes back as a value', async () => {
  const { bridge } = bridgeAnswering({ ok: true, value: { ok: false, code: 'nickname-taken' } });
  expect(await createChatPort(bridge).rename('An')).toEqual({ ok: false, code: 'nickname-taken' });
});

test('a call that broke on its way is thrown', async () => {
  const { bridge } = bridgeAnswering({ ok: false, code: 'handler-failed' });
  await expect(createChatPort(bridge).send('xin chào')).rejects.toThrow(CallFailed);
});

test('chats nearby are heard list by list', () => {
  const { bridge, topics } = bridgeAnswering(null);
  const heard: unknown[] = [];
  createDesktopPort(bridge).subscribeNearby((chats) => heard.push(chats));
  topics.get('nearby')?.([[], ['a chat']]);
  expect(heard).toEqual([[], ['a chat']]);
});

test('values that come together are heard one by one, in order, until one stops listening', () => {
  const { bridge, topics } = bridgeAnswering(null);
  const heard: unknown[] = [];
  const stop = createDesktopPort(bridge).subscribeHost((status) => heard.push(status.name));
  topics.get('host')?.([{ name: 'starting' }, { name: 'stopped' }]);
  expect(heard).toEqual(['starting', 'stopped']);
  stop();
  expect(topics.has('host')).toBe(false);
});
