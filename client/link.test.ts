import { expect, test } from 'vitest';
import { binh, commandsOf, createFakeChat } from './fake-chat.ts';

const shared = 'http://192.168.1.5:8765/#via=10.0.0.3:8765';
const refused = { type: 'refused', replyTo: 'command-1', command: 'join', code: 'nickname-taken' };

test('A silent connection is probed after twenty seconds and tried again ten seconds later.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  chat.advance(19_999);
  expect(commandsOf(socket, 'get-history')).toEqual([]);
  chat.advance(1);
  expect(commandsOf(socket, 'get-history')).toMatchObject([{ limit: 1 }]);
  chat.advance(9_999);
  expect(chat.state().connection.name).toBe('joined');
  chat.advance(1);
  expect(chat.state().connection).toMatchObject({ name: 'reconnecting', code: 'connection-lost' });
  expect(socket.closedWith).toBe(1000);
});

test('The answer to a probe is nobody else’s business.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  let updates = 0;
  chat.client.subscribe(() => (updates += 1));
  for (let count = 0; count < 5; count += 1) {
    chat.advance(20_000);
    const replyTo = commandsOf(socket, 'get-history').at(-1)?.id;
    socket.say({ type: 'history-page', replyTo, messages: [], hasOlder: true, hasNewer: false });
  }
  expect(commandsOf(socket, 'get-history')).toHaveLength(5);
  expect(chat.state().connection.name).toBe('joined');
  expect(updates).toBe(1);
});

test('A connection over which something is heard is not probed.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  for (let count = 0; count < 10; count += 1) {
    chat.advance(15_000);
    socket.say({ type: 'typing-changed', person: binh, typing: true });
  }
  expect(commandsOf(socket, 'get-history')).toEqual([]);
});

test('Waking up probes a connection that was silent for a while, with little patience.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  chat.client.wake();
  expect(commandsOf(socket, 'get-history')).toEqual([]);
  chat.advance(5_000);
  chat.client.wake();
  expect(commandsOf(socket, 'get-history')).toHaveLength(1);
  chat.advance(4_000);
  expect(chat.state().connection.name).toBe('reconnecting');
});

test('A probe whose answer was slept through is asked again, and only then judged.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  chat.advance(20_000);
  chat.sleep(3_600_000);
  chat.advance(0);
  expect(chat.state().connection.name).toBe('joined');
  expect(commandsOf(socket, 'get-history')).toHaveLength(2);
  chat.advance(10_000);
  expect(chat.state().connection).toMatchObject({ name: 'reconnecting', code: 'connection-lost' });
});

test('A network that is said to be gone is probed at once, whatever was heard a moment ago.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  chat.client.doubt();
  chat.client.doubt();
  expect(commandsOf(socket, 'get-history')).toHaveLength(1);
  chat.advance(4_000);
  expect(chat.state().connection.name).toBe('reconnecting');
});

test('What is said and not answered within three seconds casts doubt on the connection.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  await chat.client.send('into the void');
  chat.advance(2_999);
  expect(commandsOf(socket, 'get-history')).toEqual([]);
  chat.advance(1);
  expect(commandsOf(socket, 'get-history')).toHaveLength(1);
  chat.advance(4_000);
  expect(chat.state().connection).toMatchObject({ name: 'reconnecting', code: 'connection-lost' });
});

test('What is answered in time, by whatever is heard, casts no doubt.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  for (let count = 0; count < 5; count += 1) {
    await chat.client.send('answered');
    chat.advance(2_000);
    socket.say({ type: 'typing-changed', person: binh, typing: true });
    chat.advance(2_000);
  }
  expect(commandsOf(socket, 'get-history')).toEqual([]);
});

test('A host that takes a while to open and a while to answer is waited for.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  chat.advance(7_900);
  const socket = chat.open();
  chat.advance(7_900);
  socket.say({ type: 'from-the-future' });
  chat.advance(7_900);
  chat.sayJoined(socket);
  expect((await joining).ok).toBe(true);
});

test('Who talks of something else for half a minute is no chat.', async () => {
  const chat = createFakeChat();
  const joining = chat.join();
  const socket = chat.open();
  for (let count = 0; count < 30; count += 1) {
    socket.say({ weather: 'fine' });
    chat.advance(1_000);
  }
  expect(await joining).toEqual({ ok: false, code: 'not-a-chat' });
});

test('Waking up ends the wait for the next try.', async () => {
  const chat = createFakeChat();
  (await chat.joined()).drop();
  chat.client.wake();
  chat.advance(0);
  expect(chat.sockets).toHaveLength(2);
});

test('Of two addresses the one that opens first is joined, and it is the first one tried after a loss.', async () => {
  const chat = createFakeChat();
  const joining = chat.join(shared);
  chat.advance(250);
  expect(chat.sockets.map(({ url }) => url)).toEqual(['ws://192.168.1.5:8765/', 'ws://10.0.0.3:8765/']);
  const won = chat.enter();
  expect((await joining).ok).toBe(true);
  expect(chat.sockets[0]).toMatchObject({ sent: [], closedWith: 1000 });
  won.drop();
  chat.advance(chat.untilRetry());
  chat.advance(1_999);
  const tried = () => chat.sockets.slice(2).map(({ url }) => url);
  expect(tried()).toEqual(['ws://10.0.0.3:8765/']);
  chat.advance(1);
  expect(tried()).toEqual(['ws://10.0.0.3:8765/', 'ws://192.168.1.5:8765/']);
});

test('A device key is only ever sent to the address that it was made for.', async () => {
  const chat = createFakeChat();
  chat.deviceKeys.set('ws://192.168.1.5:8765', 'a-key-from-yesterday');
  void chat.join(shared);
  chat.advance(250);
  expect(commandsOf(chat.open(), 'join')[0]?.deviceKey).not.toBe('a-key-from-yesterday');
});

test('Over another address one’s own old seat may hold the name for a while: that is waited out.', async () => {
  const chat = createFakeChat();
  const joining = chat.join(shared);
  chat.enter();
  await joining;
  chat.socket().drop();
  const lostAt = chat.platform.clock.now();
  while (chat.state().connection.name === 'reconnecting') {
    expect(chat.state().connection).toMatchObject({ code: 'connection-lost' });
    chat.advance(chat.untilRetry());
    chat.advance(2_000);
    expect(chat.socket().url).toBe('ws://10.0.0.3:8765/');
    chat.open().say(refused);
  }
  expect(chat.platform.clock.now() - lostAt).toBeGreaterThanOrEqual(20_000);
  expect(chat.state().connection).toMatchObject({ name: 'refused', code: 'nickname-taken' });
});

test('Frames that are not text, or that nobody understands, are ignored.', async () => {
  const chat = createFakeChat();
  const socket = await chat.joined();
  const before = chat.state();
  socket.say({ type: 'from-the-future' });
  socket.say([]);
  expect(chat.state()).toBe(before);
});
