// Our client joins the servers of two older systems by their address alone, and chats there with somebody who has the
// client of that system.
import { expect, onTestFinished, test } from 'vitest';
import { limitationsOf } from '../../client/wire-limits.ts';
import type { JsonObject } from '../../protocol/json.ts';
import { temporaryHost } from '../temporary.ts';
import { connectWire, type Frame, type WireClient } from '../wire-client.ts';
import { startClassicServer, type ClassicServerOptions } from './classic.ts';
import { createJoiner, type Joiner } from '../joiner.ts';
import type { OldServer } from './sockets.ts';
import { startWorkshopServer, type WorkshopServerOptions } from './workshop.ts';

const tickMs = 50;

async function classic(options: ClassicServerOptions = {}): Promise<OldServer> {
  const server = await startClassicServer({ tickMs, ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function workshop(options: WorkshopServerOptions = {}): Promise<OldServer> {
  const server = await startWorkshopServer(options);
  onTestFinished(() => server.stop());
  return server;
}

/** Our client as An in the room of this server. */
async function joined({ port }: { readonly port: number }): Promise<Joiner> {
  const an = createJoiner();
  const address = `127.0.0.1:${port}`;
  expect(await an.client.join({ address, nickname: 'An' })).toEqual({ ok: true, value: null });
  return an;
}

/** Somebody with a client of that system. */
async function plainClassic({ port }: OldServer, name = 'Binh'): Promise<WireClient> {
  const client = await connectWire(port);
  client.send({ type: 'name', name });
  await client.nextOf('name');
  return client;
}

async function plainWorkshop({ port }: OldServer, username = 'Binh'): Promise<WireClient> {
  const client = await connectWire(port);
  client.send({ type: 'set_username', username });
  await client.nextOf('online_users');
  return client;
}

function hearsAt({ next }: WireClient, datatype: string): Promise<Frame> {
  return next((frame) => frame['type'] === 'receive' && frame['datatype'] === datatype);
}

const namesOf = (joiner: Joiner) => joiner.state().people.map(({ name }) => name);
const nothingPending = ({ outbox }: { readonly outbox: readonly unknown[] }) => outbox.length === 0;

test('A classic server is found out, with its history and everyone who is there.', async () => {
  const timestamp = '20/11/2026, 08:28:44';
  const server = await classic({ history: [{ name: 'Old', content: 'tin cũ', timestamp, k: 1 }] });
  await plainClassic(server);
  const an = await joined(server);
  expect(an.state()).toMatchObject({ wire: 'classic', you: { name: 'An' }, hasOlder: false });
  expect(an.shown()).toEqual(['Old: tin cũ']);
  expect(namesOf(an)).toEqual(['Binh', 'An']);
  expect(limitationsOf(an.state().wire)).toContain('no-resume');
});

test('On a classic server both sides see the same messages in the same order.', async () => {
  const history: JsonObject[] = [];
  const server = await classic({ history });
  const binh = await plainClassic(server);
  const an = await joined(server);
  expect(await hearsAt(binh, 'register')).toMatchObject({ name: 'An' });
  await an.client.send('xin chào');
  await an.client.send('😀');
  binh.send({ type: 'send', content: 'chào An' });
  expect(await hearsAt(binh, 'message')).toMatchObject({ name: 'An', content: 'xin chào' });
  expect(await hearsAt(binh, 'message')).toMatchObject({ name: 'An', content: '😀' });
  await an.until((state) => state.messages.length === 3 && nothingPending(state));
  expect(an.shown()).toEqual(history.map(({ name, content }) => `${String(name)}: ${String(content)}`));
});

test('On a classic server names are changed on both sides, and a taken one is refused.', async () => {
  const server = await classic();
  const binh = await plainClassic(server);
  const an = await joined(server);
  expect(await an.client.rename('Binh')).toEqual({ ok: false, code: 'nickname-taken' });
  expect(await an.client.rename('An N.')).toEqual({ ok: true, value: null });
  expect(await hearsAt(binh, 'change')).toMatchObject({ oldname: 'An', newname: 'An N.' });
  binh.send({ type: 'name', name: 'Bình' });
  await an.until(({ people }) => people.some(({ name }) => name === 'Bình'));
  expect(namesOf(an)).toEqual(['Bình', 'An N.']);
  expect(an.state().notices.map(({ kind }) => kind)).toEqual(['renamed', 'renamed']);
});

test('Older pages of a classic history are fetched.', async () => {
  const timestamp = '20/11/2026, 08:28:44';
  const history = Array.from({ length: 120 }, (_, index) => ({
    name: 'Old',
    content: `${index}`,
    timestamp,
  }));
  const an = await joined(await classic({ history }));
  expect(an.state().messages).toHaveLength(50);
  expect(await an.client.loadOlder()).toEqual({ ok: true, value: true });
  expect(await an.client.loadOlder()).toEqual({ ok: true, value: false });
  expect(an.shown()).toEqual(history.map(({ content }) => `Old: ${content}`));
});

test('A workshop server is found out, with its newest messages and everyone who is there.', async () => {
  const server = await workshop();
  const binh = await plainWorkshop(server);
  for (let count = 0; count < 25; count += 1) binh.send({ type: 'chat', message: `m${count}` });
  await binh.next((frame) => frame['message'] === 'm24');
  const an = await joined(server);
  expect(an.state()).toMatchObject({ wire: 'workshop', you: { name: 'An' }, hasOlder: false });
  expect(an.shown()).toEqual(Array.from({ length: 20 }, (_, index) => `Binh: m${index + 5}`));
  expect(namesOf(an)).toEqual(['Binh', 'An']);
  expect(limitationsOf(an.state().wire)).toContain('no-history-pages');
});

test('On a workshop server both sides see the same messages in the same order.', async () => {
  const server = await workshop();
  const binh = await plainWorkshop(server);
  const an = await joined(server);
  expect(await binh.nextOf('user_join')).toMatchObject({ users_list: ['Binh', 'An'] });
  await an.client.send('xin chào');
  await an.client.send('xin chào');
  binh.send({ type: 'chat', message: 'xin chào' });
  await an.until((state) => state.messages.length === 3 && nothingPending(state));
  await binh.settled();
  const heard = binh.frames.filter(({ type }) => type === 'chat');
  expect(an.shown()).toEqual(heard.map(({ username, message }) => `${String(username)}: ${String(message)}`));
});

test('On a workshop server people come and go, and nobody changes a name.', async () => {
  const server = await workshop();
  const an = await joined(server);
  const binh = await plainWorkshop(server);
  await an.until(({ people }) => people.length === 2);
  await binh.close();
  await an.until(({ people }) => people.length === 1);
  expect(an.state().notices.map(({ kind }) => kind)).toEqual(['joined', 'left']);
  expect(await an.client.rename('An N.')).toEqual({ ok: false, code: 'unknown-command' });
  expect(an.state().you?.name).toBe('An');
});

test('Our own host is found by the same address to speak natively, and lacks nothing.', async () => {
  const an = await joined(await temporaryHost());
  expect(an.state().wire).toBe('native');
  expect(limitationsOf(an.state().wire)).toEqual([]);
});

const systems = [
  ['classic', classic, plainClassic],
  ['workshop', workshop, plainWorkshop],
] as const;

test.each(systems)(
  'A %s server that was restarted is joined again; what was said meanwhile arrives once.',
  async (wire, start, plain) => {
    const history: JsonObject[] = [];
    const first = await start({ history });
    const an = await joined(first);
    await an.client.send('before');
    await an.until((state) => state.messages.length === 1 && nothingPending(state));
    await first.stop();
    await an.until(({ connection }) => connection.name === 'reconnecting');
    await an.client.send('meanwhile');
    const second = await start({ port: first.port, history });
    await plain(second);
    await an.until(({ people }) => people.length === 2);
    await an.until((state) => state.connection.name === 'joined' && nothingPending(state));
    expect(an.state().wire).toBe(wire);
    expect(an.shown()).toEqual(['An: before', 'An: meanwhile']);
    expect(history).toHaveLength(2);
    expect(namesOf(an).toSorted()).toEqual(['An', 'Binh']);
  },
);

test.each(systems)(
  'A message that a %s server has stored without saying so stands there once.',
  async (_, start) => {
    const history: JsonObject[] = [];
    let hangUps = 1;
    const server = await start({ history, hangsUpAfterStoring: () => hangUps-- > 0 });
    const an = await joined(server);
    await an.client.send('once');
    await an.client.send('and then');
    await an.until((state) => state.connection.name === 'joined' && nothingPending(state));
    expect(an.shown()).toEqual(['An: once', 'An: and then']);
    expect(history).toHaveLength(2);
  },
);

test('Whoever leaves a classic server has gone at its next tick, and may come back under the same name.', async () => {
  const server = await classic();
  const binh = await plainClassic(server);
  const an = await joined(server);
  await an.client.leave();
  expect(await hearsAt(binh, 'leave')).toMatchObject({ name: 'An' });
  await joined(server);
});

test('Whoever leaves a workshop server has gone at once.', async () => {
  const server = await workshop();
  const binh = await plainWorkshop(server);
  const an = await joined(server);
  await an.client.leave();
  expect(await binh.nextOf('user_leave')).toMatchObject({ users_list: ['Binh'] });
});
