// Accounts and the chat's password on a running host, over real sockets.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import {
  connectWire,
  joinFrame,
  joinWire,
  newId,
  type Frame,
  type WireClient,
} from '../../test/wire-client.ts';
import type { Host } from '../host.ts';

/** Says a command and resolves to its answer. */
async function ask(client: WireClient, frame: Frame): Promise<Frame> {
  const id = newId();
  client.send({ id, ...frame });
  return client.next(({ replyTo }) => replyTo === (frame['id'] ?? id));
}

async function hostWith(mode: string, options: Parameters<typeof temporaryHost>[0] = {}) {
  const host = await temporaryHost({ passwordCost: { n: 16, r: 1, p: 1 }, ...options });
  const owner = (await joinWire(host.port, 'cô Hạnh', { hostKey: host.hostKey })).client;
  expect(await ask(owner, { type: 'set-account-mode', mode })).toMatchObject({ type: 'done' });
  return { host, owner };
}

async function tryToJoin({ port }: Host, name: string, more: Frame = {}): Promise<Frame> {
  const client = await connectWire(port);
  const answer = await ask(client, joinFrame(name, more));
  return answer;
}

async function register(client: WireClient, name: string, password = 'hoa sen') {
  const answer = await ask(client, { type: 'register', name, password });
  expect(answer).toMatchObject({ type: 'logged-in', account: { name, role: 'person' } });
  return { id: (answer['account'] as { id: string }).id, session: String(answer['session']) };
}

test('a kept name comes back from another device with its session, takes the seat over, and is nobody else’s', async () => {
  const { host } = await hostWith('names-can-be-kept');
  const { client, joined } = await joinWire(host.port, 'An');
  const { id, session } = await register(client, 'An');
  // Who was An before is An now: what they said before stays theirs.
  expect(joined['you']).toEqual({ id, name: 'An' });

  expect(await tryToJoin(host, 'an')).toMatchObject({ type: 'refused', code: 'name-protected' });
  const other = await joinWire(host.port, 'An', { session });
  expect(other.joined).toMatchObject({
    you: { id, name: 'An' },
    account: { id, name: 'An', role: 'person' },
    accountMode: 'names-can-be-kept',
  });
  expect(await client.closed).toBe(4001);
});

test('the device on which an account was made is somebody else without the session', async () => {
  const { host } = await hostWith('names-can-be-kept');
  const deviceKey = newId();
  const { client } = await joinWire(host.port, 'An', { deviceKey });
  const { id } = await register(client, 'An');
  await ask(client, { type: 'leave' }).catch(() => undefined);
  const guest = await joinWire(host.port, 'Bình', { deviceKey });
  expect((guest.joined['you'] as { id: string }).id).not.toBe(id);
  expect(await ask(guest.client, { type: 'set-nickname', nickname: 'AN' })).toMatchObject({
    code: 'name-protected',
  });
});

test('an older wire is told of a kept name in its words for a taken one', async () => {
  const { host } = await hostWith('names-can-be-kept');
  const { client } = await joinWire(host.port, 'An');
  await register(client, 'An');
  await client.close();
  const classic = await connectWire(host.port);
  classic.send({ type: 'name', name: 'an' });
  expect(await classic.nextOf('name')).toMatchObject({ status: false, reason: 'NameAlreadyUsed' });
  const workshop = await connectWire(host.port, '/workshop');
  workshop.send({ type: 'set_username', username: 'an' });
  expect((await workshop.nextOf('username_error'))['message']).toContain('already taken');
  const first = await connectWire(host.port, '/first');
  first.send({ type: 'send', data: { name: 'an', content: 'giả làm An' } });
  expect(await first.nextOf('send')).toMatchObject({ status: false });
});

test('where accounts are needed, one logs in before joining, and is called what the account is called', async () => {
  const { host } = await hostWith('accounts-only');
  expect(await tryToJoin(host, 'An')).toMatchObject({ code: 'account-required' });
  const stranger = await connectWire(host.port);
  const { session } = await register(stranger, 'An');
  expect(await ask(stranger, joinFrame('Somebody', { session }))).toMatchObject({
    type: 'joined',
    you: { name: 'An' },
  });
  const again = await connectWire(host.port);
  const granted = await ask(again, { type: 'log-in', name: 'AN', password: 'hoa sen' });
  expect(granted).toMatchObject({ type: 'logged-in', account: { name: 'An' } });
});

test.each([
  ['accounts are needed', { type: 'set-account-mode', mode: 'accounts-only' }, 'account-required'],
  ['there is a password', { type: 'set-chat-password', password: 'hoa', inCode: false }, 'password-required'],
])('where %s, nothing is said or heard over wires that have no passwords', async (_, frame, code) => {
  const { host, owner } = await hostWith('open', { legacyHttp: true });
  const first = await connectWire(host.port, '/first');
  await ask(owner, frame);
  const classic = await connectWire(host.port);
  classic.send({ type: 'name', name: 'An' });
  expect(await classic.nextOf('name')).toMatchObject({ reason: 'ErrorWhenRegister', error: code });
  const workshop = await connectWire(host.port, '/workshop');
  workshop.send({ type: 'set_username', username: 'An' });
  expect((await workshop.nextOf('username_error'))['message']).toContain('in a browser');

  owner.send({ type: 'send-message', id: newId(), content: 'chỉ cho lớp mình' });
  await owner.nextOf('messages-stored');
  await first.settled();
  expect(first.frames).toEqual([]);
  first.send({ type: 'get' });
  expect(await first.nextOf('get')).toEqual({ type: 'get', status: false });
  first.send({ type: 'send', data: { name: 'An', content: 'x' } });
  expect(await first.nextOf('send')).toEqual({ type: 'send', status: false });
  const got = await fetch(`http://127.0.0.1:${host.port}/get/`);
  expect(await got.json()).toEqual({ got: false });
  const sent = await fetch(`http://127.0.0.1:${host.port}/send/?name=An&content=x`);
  expect(await sent.json()).toEqual({ sent: false });
});

test('the chat’s password is asked for once for each device, and those who are in when it comes stay in', async () => {
  const { host, owner } = await hostWith('open');
  const deviceKey = newId();
  const present = await joinWire(host.port, 'Bình', { deviceKey });
  await ask(owner, { type: 'set-chat-password', password: ' hoa sữa ', inCode: true });
  expect(host.status().chatPassword).toEqual({ text: 'hoa sữa', inCode: true });
  await present.client.close();
  await joinWire(host.port, 'Bình', { deviceKey });

  expect(await tryToJoin(host, 'An')).toMatchObject({ code: 'password-required' });
  expect(await tryToJoin(host, 'An', { password: 'hoa' })).toMatchObject({ code: 'wrong-password' });
  const an = { deviceKey: newId() };
  await joinWire(host.port, 'An', { ...an, password: 'hoa sữa'.normalize('NFD') });
  expect((await joinWire(host.port, 'An', an)).joined).toMatchObject({ you: { name: 'An' } });

  await ask(owner, { type: 'set-chat-password', password: null, inCode: false });
  await joinWire(host.port, 'Chi');
});

test('who does not know the chat’s password cannot try accounts', async () => {
  const { host, owner } = await hostWith('names-can-be-kept');
  await ask(owner, { type: 'set-chat-password', password: 'hoa', inCode: false });
  const stranger = await connectWire(host.port);
  const tried = { type: 'register', name: 'An', password: 'hoa sen' };
  expect(await ask(stranger, tried)).toMatchObject({ code: 'password-required' });
  expect(await ask(stranger, { ...tried, type: 'log-in', chatPassword: 'x' })).toMatchObject({
    code: 'wrong-password',
  });
  expect(await ask(stranger, { ...tried, chatPassword: 'hoa' })).toMatchObject({ type: 'logged-in' });
});

test('after six wrong passwords a name has to wait, whoever asks, and an unknown name just the same', async () => {
  const { host } = await hostWith('names-can-be-kept');
  await register(await connectWire(host.port), 'An');
  for (const name of ['An', 'Nobody']) {
    const codes: unknown[] = [];
    for (let tries = 0; tries < 7; tries += 1) {
      const client = await connectWire(host.port);
      codes.push((await ask(client, { type: 'log-in', name, password: 'hoa mai' }))['code']);
    }
    expect(codes).toEqual([...Array<string>(6).fill('wrong-log-in'), 'try-later']);
  }
  const client = await connectWire(host.port);
  expect(await ask(client, { type: 'log-in', name: 'AN', password: 'hoa sen' })).toMatchObject({
    code: 'try-later',
  });
});

test('the host resets a password, makes a co-host and removes an account, and whoever is in is told', async () => {
  const { host, owner } = await hostWith('names-can-be-kept');
  const { client } = await joinWire(host.port, 'An');
  const { id, session } = await register(client, 'An');
  await ask(owner, { type: 'set-co-host', account: id, coHost: true });
  expect(await client.nextOf('person-changed')).toMatchObject({ person: { id, name: 'An', coHost: true } });
  expect(await ask(owner, { type: 'get-accounts' })).toMatchObject({
    accounts: [{ id, name: 'An', role: 'co-host' }],
  });

  const { password } = await ask(owner, { type: 'reset-password', account: id });
  expect(await client.closed).toBe(4004);
  expect(await tryToJoin(host, 'An', { session })).toMatchObject({ code: 'name-protected' });
  const back = await connectWire(host.port);
  const granted = await ask(back, { type: 'log-in', name: 'An', password });
  expect(granted).toMatchObject({ account: { id, role: 'co-host', temporary: true } });
  await ask(back, joinFrame('An', { session: granted['session'] }));
  const changed = await ask(back, { type: 'change-password', password, newPassword: 'hoa cúc vàng' });
  expect(changed['account']).toEqual({ id, name: 'An', role: 'co-host' });

  await ask(owner, { type: 'remove-account', account: id });
  expect(await back.closed).toBe(4004);
  expect(await tryToJoin(host, 'An')).toMatchObject({ type: 'joined' });
});

test('neither passwords nor tokens get into the history or the log', async () => {
  const dataDir = temporaryFolder();
  const { host, owner } = await hostWith('names-can-be-kept', { dataDir });
  await ask(owner, { type: 'set-chat-password', password: 'tùng bách', inCode: false });
  const { client } = await joinWire(host.port, 'An', { password: 'tùng bách' });
  const { session } = await register(client, 'An', 'hoa sen trắng');
  client.send({ type: 'send-message', id: newId(), content: 'xin chào' });
  await client.nextOf('messages-stored');
  const written = readFileSync(join(dataDir, 'data.json'), 'utf8') + JSON.stringify(host.status().log);
  for (const secret of ['tùng bách', 'hoa sen trắng', session]) expect(written).not.toContain(secret);
});

test('before anybody joins, the probe says what will be asked for, and nothing in an open chat', async () => {
  const { host, owner } = await hostWith('open');
  const info = async () => (await fetch(`http://127.0.0.1:${host.port}/api/info`)).json();
  expect(Object.keys((await info()) as object)).toEqual([
    'product',
    'protocol',
    'name',
    'hostName',
    'people',
  ]);
  await ask(owner, { type: 'set-account-mode', mode: 'accounts-only' });
  await ask(owner, { type: 'set-chat-password', password: 'hoa', inCode: false });
  expect(await info()).toMatchObject({ accounts: 'accounts-only', password: true });
});
