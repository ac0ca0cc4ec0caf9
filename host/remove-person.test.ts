// Sending people away and letting them back in, on a running host and over real sockets.
import { expect, test } from 'vitest';
import { ask, come, comeAsHost, say, type Person } from '../test/people.ts';
import { temporaryHost } from '../test/temporary.ts';
import { connectWire, joinFrame, newId, type Frame } from '../test/wire-client.ts';
import type { Host } from './host.ts';

const removed = 4005;

const remove = (by: Person, person: string): Promise<Frame> => ask(by, { type: 'remove-person', person });
const readmit = (by: Person, person: string): Promise<Frame> => ask(by, { type: 'readmit-person', person });

/** Who was sent away, as this person was told last: it comes before the answer to who asked. */
function lastRemoved({ client }: Person): unknown {
  return client.frames.findLast(({ type }) => type === 'removed-changed')?.['people'];
}

/** What answers a `join`, and the code of the close that follows where it is refused. */
async function tryToCome({ port }: Host, name: string, more: Frame) {
  const client = await connectWire(port);
  client.send(joinFrame(name, more));
  const answer = await client.next(({ type }) => type === 'joined' || type === 'refused');
  return { client, answer, code: answer['code'] };
}

/** A person with an account. */
async function register(host: Host, name: string, more: Frame = {}) {
  const person = await come(host.port, name, more);
  const { account, session } = await ask(person, { type: 'register', name, password: 'hoa sen' });
  return { ...person, account: (account as { id: string }).id, session };
}

async function hostWithAccounts() {
  const host = await temporaryHost({ passwordCost: { n: 16, r: 1, p: 1 } });
  const owner = await comeAsHost(host);
  await ask(owner, { type: 'set-account-mode', mode: 'names-can-be-kept' });
  return { host, owner };
}

test('who is sent away is gone at once, the others hear an ordinary leave, and what they wrote stays', async () => {
  const host = await temporaryHost();
  const owner = await comeAsHost(host);
  const an = await come(host.port, 'An');
  const minh = await come(host.port, 'Minh');
  await say(minh, 'một');
  expect(await remove(owner, minh.id)).toMatchObject({ type: 'done' });
  expect(await minh.client.closed).toBe(removed);
  for (const { client } of [owner, an]) {
    const left =
      client.frames.find(({ type }) => type === 'person-left') ?? (await client.nextOf('person-left'));
    expect(left).toMatchObject({ person: { id: minh.id, name: 'Minh' } });
  }
  // The name is free: the seat is not kept.
  const other = await come(host.port, 'Minh');
  expect(other.joined).toMatchObject({ messages: [{ content: 'một', by: minh.id }] });
  // Who was sent away is nobody's business but theirs who may let them back in.
  expect(an.client.frames.filter(({ type }) => type === 'removed-changed')).toEqual([]);
  expect(other.joined).not.toHaveProperty('removed');
});

test('the same device does not come in again under any name until it is let back in', async () => {
  const host = await temporaryHost();
  const owner = await comeAsHost(host);
  const deviceKey = newId();
  const minh = await come(host.port, 'Minh', { deviceKey });
  await remove(owner, minh.id);
  expect(lastRemoved(owner)).toEqual([{ id: minh.id, name: 'Minh' }]);
  for (const name of ['Minh', 'Ai đó']) {
    const { client, code } = await tryToCome(host, name, { deviceKey });
    expect(code).toBe('removed');
    expect(await client.closed).toBe(removed);
  }
  expect((await tryToCome(host, 'An', { deviceKey: newId() })).answer['type']).toBe('joined');

  expect(await readmit(owner, minh.id)).toMatchObject({ type: 'done' });
  expect(lastRemoved(owner)).toEqual([]);
  expect((await tryToCome(host, 'Minh', { deviceKey })).answer).toMatchObject({ you: { id: minh.id } });
});

test('a seat that is kept for somebody who lost their connection is taken from them, too', async () => {
  const host = await temporaryHost();
  const owner = await comeAsHost(host);
  const deviceKey = newId();
  const minh = await come(host.port, 'Minh', { deviceKey });
  minh.client.socket.terminate();
  await minh.client.closed;
  expect(await remove(owner, minh.id)).toMatchObject({ type: 'done' });
  expect((await tryToCome(host, 'Minh', { deviceKey })).code).toBe('removed');
  expect((await tryToCome(host, 'Minh', {})).answer['type']).toBe('joined');
});

test('an account is kept out with its session on any device, and is let back in with it', async () => {
  const { host, owner } = await hostWithAccounts();
  const deviceKey = newId();
  const { account, session } = await register(host, 'Minh', { deviceKey });
  await remove(owner, account);
  expect((await tryToCome(host, 'Minh', { session })).code).toBe('removed');
  expect((await tryToCome(host, 'Ai đó', { deviceKey })).code).toBe('removed');
  await readmit(owner, account);
  expect((await tryToCome(host, 'Minh', { session })).answer).toMatchObject({ you: { id: account } });
});

test('a co-host sends pupils away and sees who was, but reaches neither the host nor another co-host', async () => {
  const { host, owner } = await hostWithAccounts();
  const lan = await register(host, 'Lan');
  const hoa = await register(host, 'Hoa');
  const minh = await come(host.port, 'Minh');
  await remove(owner, (await come(host.port, 'Chi')).id);
  for (const { account } of [lan, hoa]) {
    await ask(owner, { type: 'set-co-host', account, coHost: true });
  }
  // Whoever becomes a co-host is told who was sent away before.
  expect(await lan.client.nextOf('removed-changed')).toMatchObject({ people: [{ name: 'Chi' }] });
  for (const person of [owner.id, hoa.account, lan.account]) {
    expect(await remove(lan, person)).toMatchObject({ type: 'refused', code: 'not-allowed' });
  }
  expect(await remove(lan, minh.id)).toMatchObject({ type: 'done' });
  expect(await remove(lan, minh.id)).toMatchObject({ type: 'refused', code: 'unknown-person' });
  const back = await come(host.port, 'Cô Hạnh 2', { hostKey: host.hostKey });
  expect(back.joined).toMatchObject({ removed: [{ name: 'Chi' }, { id: minh.id, name: 'Minh' }] });

  await ask(owner, { type: 'set-co-host', account: lan.account, coHost: false });
  const changed = await lan.client.next(
    ({ type, people }) => type === 'removed-changed' && (people as unknown[]).length === 0,
  );
  expect(changed).toBeDefined();
});

test('what somebody was allowed to upload before they were sent away is not taken any more', async () => {
  const host = await temporaryHost();
  const owner = await comeAsHost(host);
  const minh = await come(host.port, 'Minh');
  const { token } = await ask(minh, { type: 'request-upload', name: 'hoa.txt', size: 3 });
  await remove(owner, minh.id);
  const response = await fetch(`http://127.0.0.1:${host.port}/files`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${String(token)}` },
    body: 'hoa',
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ code: 'upload-expired' });
});

test('over the older wires the address is kept out, on all of them, and native people there are not', async () => {
  const host = await temporaryHost({ legacyHttp: true });
  const owner = await comeAsHost(host);
  const first = await connectWire(host.port, '/first');
  const classic = await connectWire(host.port);
  classic.send({ type: 'name', name: 'Minh' });
  const { person } = await owner.client.nextOf('person-joined');
  const { id } = person as { id: string };
  expect(await remove(owner, id)).toMatchObject({ type: 'done' });
  expect(await classic.closed).toBe(removed);

  const again = await connectWire(host.port);
  again.send({ type: 'name', name: 'Ai đó' });
  expect(await again.nextOf('name')).toMatchObject({ reason: 'ErrorWhenRegister', error: 'removed' });
  const workshop = await connectWire(host.port, '/workshop');
  workshop.send({ type: 'set_username', username: 'Ai đó' });
  expect((await workshop.nextOf('username_error'))['message']).toContain('sent you away');
  const url = `http://127.0.0.1:${host.port}`;
  expect(await (await fetch(`${url}/send/?name=An&content=x`)).json()).toMatchObject({ sent: false });
  expect(await (await fetch(`${url}/get/`)).json()).toMatchObject({ got: false });
  await say(await come(host.port, 'An'), 'không cho bạn ấy nghe');
  await first.settled();
  expect(first.frames).toEqual([]);
  first.send({ type: 'send', data: { name: 'Ai đó', content: 'x' } });
  expect(await first.nextOf('send')).toMatchObject({ status: false });

  await readmit(owner, id);
  again.send({ type: 'name', name: 'Ai đó' });
  expect(await again.nextOf('name')).toMatchObject({ status: true });
});
