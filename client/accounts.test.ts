// Our client and accounts: what it says when, what it keeps, and what nobody else hears of.
import { expect, test } from 'vitest';
import { an, commandsOf, createFakeChat } from './fake-chat.ts';
import { createFakePlatform } from './fake-platform.ts';
import type { KeptSecrets } from './platform.ts';
import { closeCodes } from '../protocol/close-codes.ts';

const token = 'token-of-the-session-of-an';
const host = 'ws://192.168.1.5:8765';
const account = { id: an.id, name: 'An', role: 'person' } as const;

function setUp() {
  const fake = createFakePlatform();
  const kept = new Map<string, string>();
  const sessions: KeptSecrets = {
    load: (hostAddress) => kept.get(hostAddress) ?? null,
    save: (hostAddress, session) => void kept.set(hostAddress, session),
    forget: (hostAddress) => void kept.delete(hostAddress),
  };
  const platform = { ...fake.platform, sessions };
  const chat = createFakeChat({ platform }, { ...fake, platform });
  const heard: string[] = [];
  chat.client.subscribe((update) => heard.push(JSON.stringify(update)));
  return { chat, kept, heard };
}

const joined = (replyTo: unknown, more: object = {}) => ({
  type: 'joined',
  replyTo,
  protocol: 1,
  chat: { name: 'Lop 9A', hostName: 'Binh' },
  you: an,
  people: [an],
  reset: true,
  messages: [],
  lastSeq: 0,
  accountMode: 'accounts-only',
  account,
  ...more,
});

test('Who comes in with an account logs in first, joins with the session, and keeps it.', async () => {
  const { chat, kept, heard } = setUp();
  const joining = chat.client.join({
    address: '192.168.1.5',
    nickname: 'An',
    chatPassword: 'hoa',
    account: { kind: 'log-in', password: 'hoa sen' },
  });
  const socket = chat.open();
  expect(socket.sent).toMatchObject([
    { type: 'log-in', name: 'An', password: 'hoa sen', chatPassword: 'hoa' },
  ]);
  socket.say({ type: 'logged-in', replyTo: socket.sent[0]?.id, account, session: token });
  expect(commandsOf(socket, 'join')).toMatchObject([{ session: token, password: 'hoa', nickname: 'An' }]);
  socket.say(joined(socket.sent[1]?.id));
  expect(await joining).toEqual({ ok: true, value: null });
  expect(chat.state()).toMatchObject({ account, accountMode: 'accounts-only' });
  expect(kept.get(host)).toBe(token);
  expect(heard.join('')).not.toContain(token);
  expect(heard.join('')).not.toContain('hoa sen');

  socket.drop();
  chat.advance(chat.untilRetry());
  const again = chat.open();
  // Coming back needs no password but the chat's: that is what the session is for.
  expect(again.sent).toMatchObject([{ type: 'join', session: token, password: 'hoa' }]);
});

test('A wrong log-in is told as why one is not in, and the name and password can be tried again.', async () => {
  const { chat } = setUp();
  const request = { address: '192.168.1.5', nickname: 'An' };
  const joining = chat.client.join({ ...request, account: { kind: 'log-in', password: 'x' } });
  const socket = chat.open();
  const id = socket.sent[0]?.id;
  socket.say({ type: 'refused', replyTo: id, command: 'log-in', code: 'wrong-log-in' });
  expect(await joining).toEqual({ ok: false, code: 'wrong-log-in' });
  void chat.client.join({ ...request, account: { kind: 'register', password: 'hoa sen' } });
  expect(chat.open().sent).toMatchObject([{ type: 'register', name: 'An', password: 'hoa sen' }]);
});

test('A link that carries the chat’s password is a way in without being asked.', () => {
  const { chat } = setUp();
  void chat.client.join({ address: 'http://192.168.1.5:8765/#password=hoa%20s%E1%BB%AFa', nickname: 'An' });
  expect(chat.open().sent).toMatchObject([{ type: 'join', password: 'hoa sữa' }]);
});

test('Whoever registers while they are in goes on as they are.', async () => {
  const { chat, kept } = setUp();
  const socket = await chat.joined();
  const registering = chat.client.accounts.register({ name: 'An', password: 'hoa sen' });
  const id = commandsOf(socket, 'register')[0]?.id;
  socket.say({ type: 'logged-in', replyTo: id, account, session: token });
  expect(await registering).toEqual({ ok: true, value: account });
  expect(chat.state()).toMatchObject({ account, connection: { name: 'joined' } });
  expect(kept.get(host)).toBe(token);
  expect(socket.closedWith).toBeNull();
});

test('Whoever logs in as somebody else while they are in gives up the seat and comes back as that one.', async () => {
  const { chat } = setUp();
  const socket = await chat.joined();
  const loggingIn = chat.client.accounts.logIn({ name: 'Lan', password: 'hoa sen' });
  const id = commandsOf(socket, 'log-in')[0]?.id;
  const lan = { id: 'person-lan', name: 'Lan', role: 'person' };
  socket.say({ type: 'logged-in', replyTo: id, account: lan, session: token });
  expect(await loggingIn).toEqual({ ok: true, value: lan });
  expect(socket.sent.at(-1)).toMatchObject({ type: 'leave' });
  expect(chat.open().sent).toMatchObject([{ type: 'join', nickname: 'Lan', session: token }]);
});

test('Leaving where the device is forgotten ends the session, here and at the host.', async () => {
  const { chat, kept } = setUp();
  kept.set(host, token);
  const socket = await chat.joined();
  await chat.client.leave();
  expect(commandsOf(socket, 'log-out')).toMatchObject([{ session: token }]);
  expect(kept.size).toBe(0);
});

test('A session that the host does not know any more is forgotten.', async () => {
  for (const answer of ['joined', 'account-required']) {
    const { chat, kept } = setUp();
    kept.set(host, token);
    const joining = chat.join();
    const socket = chat.open();
    const id = socket.sent[0]?.id;
    if (answer === 'joined') socket.say(joined(id, { account: undefined, accountMode: 'names-can-be-kept' }));
    else socket.say({ type: 'refused', replyTo: id, command: 'join', code: answer });
    await joining;
    expect(kept.size).toBe(0);
  }
});

test('An account that the host removed while one is in ends the connection, which comes back by itself.', async () => {
  const { chat, kept } = setUp();
  kept.set(host, token);
  const socket = await chat.joined();
  socket.drop(closeCodes.loggedOut);
  expect(chat.state().connection.name).toBe('reconnecting');
});

test('What only whoever hosts is told goes to who asked, and to no listener.', async () => {
  const { chat, heard } = setUp();
  const socket = await chat.joined();
  const resetting = chat.client.accounts.resetPassword('account-lan');
  const id = commandsOf(socket, 'reset-password')[0]?.id;
  socket.say({ type: 'password-reset', replyTo: id, password: 'k7mw-2xpd-ha9r' });
  expect(await resetting).toEqual({ ok: true, value: 'k7mw-2xpd-ha9r' });
  expect(heard.join('')).not.toContain('k7mw');

  const removing = chat.client.accounts.remove('account-lan');
  const listing = chat.client.accounts.list();
  socket.say({
    type: 'refused',
    replyTo: commandsOf(socket, 'remove-account')[0]?.id,
    command: 'remove-account',
    code: 'not-allowed',
  });
  expect(await removing).toEqual({ ok: false, code: 'not-allowed' });
  socket.drop();
  expect(await listing).toEqual({ ok: false, code: 'connection-lost' });
  expect(await chat.client.accounts.list()).toEqual({ ok: false, code: 'connection-lost' });
});

test('The chat’s mode and one’s own role follow what the host says.', async () => {
  const { chat } = setUp();
  const socket = await chat.joined();
  socket.say({ type: 'account-mode-changed', mode: 'names-can-be-kept' });
  socket.say({ type: 'person-changed', person: { ...an, coHost: true } });
  expect(chat.state()).toMatchObject({ accountMode: 'names-can-be-kept', you: { coHost: true } });
  expect(chat.state().people).toContainEqual({ ...an, coHost: true });
});
