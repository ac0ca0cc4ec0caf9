import { expect, test } from 'vitest';
import { an, commandsOf, createFakeChat, saidOver } from './fake-chat.ts';
import { createFakePlatform } from './fake-platform.ts';
import type { KeptSeat, SeatStore } from './kept-seat.ts';
import { maxOutboxMessages } from '../protocol/limits.ts';

const shared = 'http://192.168.1.5:8765/#via=10.0.0.3:8765';
const [first, second] = ['ws://192.168.1.5:8765/', 'ws://10.0.0.3:8765/'];

/** A tab: what it keeps, and pages in it, one after the other. */
function createTab() {
  const kept = new Map<string, unknown>();
  const seats: SeatStore = {
    load: (chatUrl) => kept.get(chatUrl),
    save: (chatUrl, seat) => kept.set(chatUrl, structuredClone(seat)),
    forget: (chatUrl) => kept.delete(chatUrl),
  };
  const fake = createFakePlatform();
  return { kept, fake, openPage: () => createFakeChat({ seats }, fake) };
}

/** The URLs tried since `count` sockets were there. */
const triedSince = (chat: ReturnType<typeof createFakeChat>, count: number) =>
  chat.sockets.slice(count).map(({ url }) => url);

test('After a reload the address that won before is tried first, with the key that was made for it.', async () => {
  const { openPage } = createTab();
  const page = openPage();
  const joining = page.join(shared);
  page.advance(250);
  const won = page.enter();
  await joining;
  page.client.close();

  const reloaded = openPage();
  const count = reloaded.sockets.length;
  void reloaded.join(shared);
  reloaded.advance(1_999);
  expect(triedSince(reloaded, count)).toEqual([second]);
  expect(commandsOf(reloaded.open(), 'join')[0]?.deviceKey).toBe(commandsOf(won, 'join')[0]?.deviceKey);
});

test('An address that won before and is gone now lets the others have their turn.', async () => {
  const { openPage } = createTab();
  const page = openPage();
  const joining = page.join(shared);
  page.advance(250);
  page.enter();
  await joining;
  page.client.close();

  const reloaded = openPage();
  const count = reloaded.sockets.length;
  const again = reloaded.join(shared);
  reloaded.advance(2_000);
  expect(triedSince(reloaded, count)).toEqual([second, first]);
  reloaded.enter();
  expect((await again).ok).toBe(true);
});

test('What waits survives a reload and is sent under its ids, in order, until the host has stored it.', async () => {
  const { kept, openPage } = createTab();
  const page = openPage();
  const socket = await page.joined();
  await page.client.send('on its way');
  socket.drop();
  await page.client.send('written meanwhile');
  const { outbox } = page.state();

  const reloaded = openPage();
  const joining = reloaded.join();
  expect(reloaded.state().outbox).toEqual(outbox);
  const next = reloaded.enter();
  await joining;
  expect(saidOver(next)).toEqual(['on its way', 'written meanwhile']);
  expect(commandsOf(next, 'send-message').map(({ id }) => id)).toEqual(outbox.map(({ id }) => id));

  next.say({ type: 'messages-stored', messages: outbox.map(({ id }, index) => ({ id, seq: index + 1 })) });
  expect(kept.get(first)).toMatchObject({ outbox: [] });
  expect(openPage().state().outbox).toEqual([]);
});

test('What was seen by everyone but not stored yet is shown once after a reload.', async () => {
  const { openPage } = createTab();
  const page = openPage();
  const socket = await page.joined();
  await page.client.send('mine');
  const [id = ''] = page.state().outbox.map((message) => message.id);
  const mine = { seq: 1, id, name: 'An', content: 'mine', at: 1, by: an.id };
  socket.say({ type: 'messages-sent', messages: [mine] });

  const reloaded = openPage();
  void reloaded.join();
  expect(reloaded.state().outbox).toMatchObject([{ id, failure: null }]);
  expect(reloaded.state().outbox[0]).not.toHaveProperty('seq');
  reloaded.enter({ messages: [mine] });
  expect(reloaded.state()).toMatchObject({ messages: [{ id }], outbox: [{ id, seq: 1 }] });
});

test('A message that was refused still says why after a reload, and one that was discarded is gone.', async () => {
  const { openPage } = createTab();
  const page = openPage();
  const socket = await page.joined();
  await page.client.send('kept');
  await page.client.send('discarded');
  const ids = page.state().outbox.map(({ id }) => id);
  for (const replyTo of ids) {
    socket.say({ type: 'refused', replyTo, command: 'send-message', code: 'storage-full' });
  }
  await page.client.discard(ids[1] ?? '');

  const reloaded = openPage();
  void reloaded.join();
  expect(reloaded.state().outbox).toMatchObject([{ content: 'kept', failure: 'storage-full' }]);
});

test('After leaving on purpose nothing is kept for whoever sits there next.', async () => {
  const { kept, openPage } = createTab();
  const page = openPage();
  await page.joined();
  await page.client.send('private');
  await page.client.leave();
  expect(kept.size).toBe(0);
});

test('What waited in a chat that was left for another one does not come back.', async () => {
  const { kept, openPage } = createTab();
  const page = openPage();
  await page.joined();
  await page.client.send('for the first chat');
  void page.join('10.0.0.9');
  expect([...kept.keys()]).toEqual([]);
  expect(page.state().outbox).toEqual([]);
});

test('What another device has kept is not sent.', async () => {
  const { fake, openPage } = createTab();
  const page = openPage();
  await page.joined();
  await page.client.send('private');
  fake.deviceKeys.clear();
  const next = openPage();
  void next.join();
  expect(next.state().outbox).toEqual([]);
});

test('A store that holds anything else is not believed.', async () => {
  const { kept, fake, openPage } = createTab();
  await openPage().joined();
  const deviceKey = fake.deviceKeys.get('ws://192.168.1.5:8765') ?? '';
  const good = { id: 'a-good-message-id', content: 'good', at: 1, failure: null };
  const seat: KeptSeat = { url: first, deviceKey, outbox: [] };
  const read = (value: unknown) => {
    kept.set(first, value);
    const page = openPage();
    void page.join();
    const { outbox } = page.state();
    page.client.close();
    return outbox;
  };
  for (const value of [undefined, null, 'x', [], {}, { ...seat, outbox: null }, { ...seat, url: 5 }]) {
    expect(read(value)).toEqual([]);
  }
  expect(read({ ...seat, url: 'ws://elsewhere.example/', outbox: [good] })).toEqual([]);
  const bad = [null, { ...good, id: 'x' }, { ...good, content: '' }, { ...good, at: 'now' }, good];
  expect(read({ ...seat, outbox: [good, ...bad] })).toEqual([good]);
  expect(read({ ...seat, outbox: [{ ...good, failure: 'some-later-code' }] })).toEqual([good]);
  const many = Array.from({ length: 2_000 }, (_, index) => ({ ...good, id: `message-${index}` }));
  expect(read({ ...seat, outbox: many })).toHaveLength(maxOutboxMessages);
});
