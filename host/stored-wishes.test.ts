import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, come, comeAsHost, logIn } from '../test/people.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { startHost } from './host.ts';
import type { HostOptions } from './options.ts';

const cheap = { passwordCost: { n: 2, r: 1, p: 1 } };

/** Starts where it may not start. */
async function refusal(dataDir: string, wishes: Partial<HostOptions>): Promise<unknown> {
  const started = await startHost({
    port: 0,
    bind: '127.0.0.1',
    dataDir,
    chatName: 'x',
    hostName: 'x',
    webDir: null,
    ...wishes,
  });
  if (started.ok) await started.host.close();
  return started.ok || started;
}

function arrangementIn(dataDir: string): unknown {
  return JSON.parse(readFileSync(join(dataDir, 'rooms.json'), 'utf8'));
}

test('rooms that are asked for are there once, however often they are asked for, and stay when nobody does', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir, rooms: ['Toán', 'Văn', 'toán'], privateMessages: 'everyone' });
  const arrangement = {
    rooms: [{ id: 'main' }, { name: 'Toán' }, { name: 'Văn' }],
    privateMessages: 'everyone',
  };
  expect((await come(first.port, 'An')).joined).toMatchObject({ arrangement });
  await first.close();
  const before = arrangementIn(dataDir);
  await (await temporaryHost({ dataDir, rooms: ['VĂN', 'Toán'] })).close();
  expect(arrangementIn(dataDir)).toEqual(before);
  const third = await temporaryHost({ dataDir, privateMessages: 'nobody' });
  expect((await come(third.port, 'An')).joined).toMatchObject({
    arrangement: { ...arrangement, privateMessages: 'nobody' },
  });
});

test('a room in the archive stays there', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir, rooms: ['Toán'] });
  const host = await comeAsHost(first);
  const { rooms } = host.joined['arrangement'] as { rooms: { id: string }[] };
  await ask(host, { type: 'archive-room', room: rooms[1]?.id, archived: true });
  await first.close();
  await (await temporaryHost({ dataDir, rooms: ['Toán'] })).close();
  expect(arrangementIn(dataDir)).toMatchObject({ rooms: [{}, { name: 'Toán', archived: true }] });
});

test('only who has an account becomes a co-host; for another name nothing starts and nothing is stored', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir, accountMode: 'names-can-be-kept', ...cheap });
  const an = await come(first.port, 'An');
  expect(await ask(an, { type: 'register', name: 'An', password: 'hoa mai vang' })).toMatchObject({
    type: 'logged-in',
  });
  await first.close();
  const wishes = { coHosts: ['an', 'Bình'], rooms: ['Toán'], accountMode: 'accounts-only' } as const;
  expect(await refusal(dataDir, wishes)).toEqual({
    ok: false,
    code: 'unknown-account',
    name: 'Bình',
    folder: dataDir,
  });
  const second = await temporaryHost({ dataDir, coHosts: ['an'], ...cheap });
  expect(second.status().accountMode).toBe('names-can-be-kept');
  const back = await logIn(second.port, 'An', 'hoa mai vang');
  expect(back.joined).toMatchObject({
    you: { coHost: true },
    account: { role: 'co-host' },
    arrangement: { rooms: [{ id: 'main' }] },
  });
});

test('more rooms than a chat can have are not begun with', async () => {
  const dataDir = temporaryFolder();
  const rooms = Array.from({ length: 100 }, (_, index) => `Phòng ${index}`);
  expect(await refusal(dataDir, { rooms })).toMatchObject({ code: 'too-many-rooms', name: 'Phòng 99' });
  expect(await refusal(dataDir, { rooms: ['\u0000'] })).toMatchObject({ code: 'bad-request' });
});
