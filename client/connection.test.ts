import { expect, test } from 'vitest';
import { commandsOf, createFakeChat, saidOver } from './fake-chat.ts';
import { createFakePlatform, messagesFrom } from './fake-platform.ts';
import { isDeviceKey } from '../protocol/ids.ts';

const address = '192.168.1.5:8765';
const origin = 'ws://192.168.1.5:8765';
const refusedJoin = (code: string) => ({ type: 'refused', replyTo: 'command-1', command: 'join', code });

test('Joining goes from connecting to joined, with a device key that is kept for this host.', async () => {
  const chat = createFakeChat();
  const joining = chat.join(' 192.168.1.5 ', ' An ');
  expect(chat.state().connection).toEqual({ name: 'connecting', address });
  const socket = chat.enter();
  expect(await joining).toEqual({ ok: true, value: null });
  expect(chat.state()).toMatchObject({ connection: { name: 'joined', address }, you: { name: 'An' } });
  const deviceKey = chat.deviceKeys.get(origin);
  expect(isDeviceKey(deviceKey)).toBe(true);
  const join = { type: 'join', protocol: 1, nickname: 'An', deviceKey, cursor: null };
  expect(socket.sent).toMatchObject([join]);
});

test('A second visit uses the same device key, and another host gets another one.', async () => {
  const chat = createFakeChat();
  chat.deviceKeys.set(origin, 'a-key-from-yesterday');
  const first = await chat.joined();
  void chat.join('10.0.0.3');
  const second = chat.open();
  expect(commandsOf(first, 'join')).toMatchObject([{ deviceKey: 'a-key-from-yesterday' }]);
  expect(second.url).toBe('ws://10.0.0.3:8765/');
  expect(commandsOf(second, 'join')[0]?.deviceKey).not.toBe('a-key-from-yesterday');
});

test('The host key goes to the host that it belongs to and to nobody else.', async () => {
  const hostKeyFor = (hostAddress: string) => (hostAddress === origin ? 'the-host-key' : null);
  const chat = createFakeChat({ hostKeyFor });
  expect(commandsOf(await chat.joined(), 'join')).toMatchObject([{ hostKey: 'the-host-key' }]);
  void chat.join('10.0.0.3');
  expect(commandsOf(chat.open(), 'join')[0]).not.toHaveProperty('hostKey');
});

test('A page joins the host that served it; without one there is no address.', async () => {
  const chat = createFakeChat({ pageUrl: 'http://lop9a.local/' });
  void chat.join(null);
  chat.advance(0);
  expect(chat.socket().url).toBe('ws://lop9a.local:80/');
  expect(await createFakeChat().join(null)).toEqual({ ok: false, code: 'bad-address' });
});

test('A bad address or nickname is told without touching the present chat.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  expect(await chat.join('no such address')).toEqual({ ok: false, code: 'bad-address' });
  expect(await chat.join('10.0.0.3', '')).toEqual({ ok: false, code: 'bad-nickname' });
  expect(chat.state().connection.name).toBe('joined');
  expect(socket.closedWith).toBeNull();
});

test('Joining another chat leaves the first one and starts with nothing held.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined(messagesFrom(1, 3));
  await chat.client.send('for the first chat');
  void chat.join('10.0.0.3');
  expect(first.sent.at(-1)).toMatchObject({ type: 'leave' });
  expect(first.closedWith).toBe(1000);
  expect(chat.state()).toMatchObject({ messages: [], outbox: [], connection: { name: 'connecting' } });
  expect(commandsOf(chat.open(), 'join')).toMatchObject([{ cursor: null }]);
});

test('A join that is overtaken by another one resolves.', async () => {
  const chat = createFakeChat();
  const first = chat.join();
  const second = chat.join('10.0.0.3');
  expect(await first).toEqual({ ok: false, code: 'connection-lost' });
  chat.enter();
  expect((await second).ok).toBe(true);
});

test('A join whose seat another window takes at that moment resolves.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.open().drop(4001);
  expect(await joining).toEqual({ ok: false, code: 'connection-lost' });
  expect(chat.state().connection).toEqual({ name: 'replaced', address });
});

test('Joining the same chat again goes on where it was, and sends what is unacknowledged once more.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined(messagesFrom(1, 2));
  await chat.client.send('on its way');
  const renaming = chat.client.rename('Anh');
  const joining = chat.join();
  expect(await renaming).toEqual({ ok: false, code: 'connection-lost' });
  const second = chat.enter({ reset: false });
  expect((await joining).ok).toBe(true);
  expect(commandsOf(first, 'leave')).toEqual([]);
  expect(commandsOf(second, 'join')).toMatchObject([{ cursor: { seq: 2, id: 'message-2' } }]);
  expect(saidOver(second)).toEqual(['on its way']);
});

test.each([['nickname-taken'], ['bad-nickname'], ['version-too-old']])(
  'A first join that is refused with %s ends there and says why.',
  async (code) => {
    const chat = createFakeChat();
    const joining = chat.join();
    const socket = chat.open();
    socket.say(refusedJoin(code));
    expect(await joining).toEqual({ ok: false, code });
    expect(chat.state().connection).toEqual({ name: 'refused', address, code });
    chat.advance(60_000);
    expect(chat.sockets).toHaveLength(1);
    expect(socket.closedWith).toBe(1000);
  },
);

test('Where nothing answers, the first join says so after eight seconds and does not go on.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.advance(8_000);
  expect(await joining).toEqual({ ok: false, code: 'no-answer' });
  expect(chat.state().connection).toEqual({ name: 'refused', address, code: 'no-answer' });
  chat.advance(60_000);
  expect(chat.sockets.map(({ closedWith }) => closedWith)).toEqual([1000]);
});

test('Where the connection is refused, the first join says so at once.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.advance(0);
  chat.socket().drop();
  expect(await joining).toEqual({ ok: false, code: 'no-answer' });
});

test('A server that speaks of something else, or hangs up, is not a chat.', async () => {
  const chat = createFakeChat();
  const talking = chat.join();
  chat.open().say({ weather: 'fine' });
  chat.advance(8_000);
  expect(await talking).toEqual({ ok: false, code: 'not-a-chat' });
  const hangingUp = chat.join();
  chat.open().drop();
  expect(await hangingUp).toEqual({ ok: false, code: 'not-a-chat' });
});

test('A host that is full says so.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.open().drop(1013);
  expect(await joining).toEqual({ ok: false, code: 'host-full' });
});

test.each([
  [1006, 'connection-lost'],
  [1001, 'host-stopped'],
  [1013, 'host-full'],
  [4002, 'too-slow'],
  [1011, 'connection-lost'],
])('A connection closed with %i is tried again, with the code %s.', async (closeCode, code) => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  socket.drop(closeCode);
  expect(chat.state().connection).toMatchObject({ name: 'reconnecting', address, code });
  expect(chat.untilRetry()).toBeGreaterThanOrEqual(500);
  expect(chat.untilRetry()).toBeLessThanOrEqual(1_000);
  chat.advance(chat.untilRetry() - 1);
  expect(chat.sockets).toHaveLength(1);
  chat.advance(1);
  expect(chat.sockets).toHaveLength(2);
  expect(chat.state().connection).toEqual({ name: 'reconnecting', address, code, retryAt: null });
});

test('A host that ends in the moment of coming back to it is still the chat that stopped.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop(1001);
  chat.advance(chat.untilRetry());
  chat.open().drop();
  expect(chat.state().connection).toMatchObject({ name: 'reconnecting', code: 'host-stopped' });
});

test('Tries go on, ever further apart, and say why the connection was lost at first.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop(1001);
  const waits: number[] = [];
  for (let count = 1; count <= 10; count += 1) {
    expect(chat.state().connection).toMatchObject({ name: 'reconnecting', code: 'host-stopped' });
    waits.push(chat.untilRetry());
    chat.advance(chat.untilRetry());
    expect(chat.sockets).toHaveLength(count + 1);
    chat.socket().drop();
  }
  expect(Math.max(...waits)).toBeGreaterThan(4_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(15_000);
  chat.advance(chat.untilRetry());
  chat.enter({ reset: false });
  expect(chat.state().connection).toEqual({ name: 'joined', address });
});

test('While the host keeps the seat no two tries are far apart, so that nobody hears of a short loss.', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const chat = createFakeChat({}, createFakePlatform(seed));
    (await chat.joined()).drop();
    let silentMs = 0;
    while (silentMs < 15_000) {
      expect(chat.untilRetry()).toBeLessThanOrEqual(5_000);
      silentMs += chat.untilRetry();
      chat.advance(chat.untilRetry());
      chat.socket().drop();
    }
  }
});

test('A person who does not want to wait is tried for at once.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop();
  await chat.client.reconnectNow();
  chat.enter({ reset: false });
  expect(chat.state().connection.name).toBe('joined');
  await chat.client.reconnectNow();
  chat.advance(10_000);
  expect(chat.sockets).toHaveLength(2);
});

test('A connection that is lost right after each joining is not tried faster and faster.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop();
  const waits: number[] = [];
  for (let count = 0; count < 8; count += 1) {
    waits.push(chat.untilRetry());
    chat.advance(chat.untilRetry());
    chat.enter({ reset: false }).drop();
  }
  expect(Math.max(...waits)).toBeGreaterThan(2_000);
});

test('After a connection that held for a while, and after waking up, the waits are short again.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop();
  for (let count = 0; count < 6; count += 1) {
    chat.advance(chat.untilRetry());
    chat.socket().drop();
  }
  chat.advance(chat.untilRetry());
  const socket = chat.enter({ reset: false });
  chat.advance(5_000);
  socket.drop();
  expect(chat.untilRetry()).toBeLessThanOrEqual(1_000);
  for (let count = 0; count < 6; count += 1) {
    chat.advance(chat.untilRetry());
    chat.socket().drop();
  }
  chat.client.wake();
  chat.advance(0);
  chat.socket().drop();
  expect(chat.untilRetry()).toBeLessThanOrEqual(1_000);
});

test('A new join begins with short waits, whatever was tried before it.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop();
  for (let count = 0; count < 6; count += 1) {
    chat.advance(chat.untilRetry());
    chat.socket().drop();
  }
  (await chat.joined()).drop();
  expect(chat.untilRetry()).toBeLessThanOrEqual(1_000);
});

test('A seat that was taken over stays lost until it is taken back.', async () => {
  const chat = createFakeChat();
  const first = await chat.joined(messagesFrom(1, 2));
  first.say({ type: 'replaced' });
  first.drop(4001);
  expect(chat.state().connection).toEqual({ name: 'replaced', address });
  await chat.client.send('waits');
  await chat.client.reconnectNow();
  chat.client.wake();
  chat.advance(60_000);
  expect(chat.sockets).toHaveLength(1);
  await chat.client.takeSeat();
  const second = chat.enter({ reset: false });
  expect(chat.state().connection).toEqual({ name: 'joined', address });
  expect(saidOver(second)).toEqual(['waits']);
});

test('A seat is lost to another window even where only the word of it arrives and not the close code.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  socket.say({ type: 'replaced' });
  socket.drop(1006);
  expect(chat.state().connection).toEqual({ name: 'replaced', address });
});

test('A name that somebody else has taken meanwhile ends the reconnecting; another name keeps what is held.', async () => {
  const chat = createFakeChat();
  (await chat.joined(messagesFrom(1, 2))).drop();
  await chat.client.send('waits');
  chat.advance(1_000);
  chat.open().say(refusedJoin('nickname-taken'));
  expect(chat.state().connection).toEqual({ name: 'refused', address, code: 'nickname-taken' });
  const joining = chat.join(address, 'An 2');
  const socket = chat.enter({ reset: false, messages: messagesFrom(3, 3) });
  expect((await joining).ok).toBe(true);
  expect(commandsOf(socket, 'join')).toMatchObject([{ nickname: 'An 2', cursor: { seq: 2 } }]);
  expect(chat.state().messages).toEqual(messagesFrom(1, 3));
  expect(saidOver(socket)).toEqual(['waits']);
});

test('Leaving says so, forgets the device key and everything held, and nothing is tried again.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined(messagesFrom(1, 2));
  await chat.client.leave();
  expect(socket.sent.at(-1)).toMatchObject({ type: 'leave' });
  expect(socket.closedWith).toBe(1000);
  expect(chat.deviceKeys.size).toBe(0);
  expect(chat.state()).toMatchObject({ connection: { name: 'closed' }, messages: [], you: null });
  chat.advance(60_000);
  expect(chat.sockets).toHaveLength(1);
});

test('Leaving while a try is under way ends it.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.advance(0);
  await chat.client.leave();
  expect(await joining).toEqual({ ok: false, code: 'connection-lost' });
  expect(chat.socket().closedWith).toBe(1000);
  expect(chat.state().connection).toEqual({ name: 'closed' });
});

test('Closing ends the connection and keeps the device key.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  chat.client.close();
  expect(commandsOf(socket, 'leave')).toEqual([]);
  expect(socket.closedWith).toBe(1000);
  expect(chat.deviceKeys.has(origin)).toBe(true);
});
