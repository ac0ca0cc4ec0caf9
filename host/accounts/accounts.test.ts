// Accounts with real files: what counts, what is kept, and what a broken file leaves.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseNickname, type Nickname } from '../../protocol/nickname.ts';
import { faultyDisk, systemError } from '../../storage/testing.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { Accounts } from './accounts.ts';
import { PasswordHasher } from './password-hash.ts';

const hasher = new PasswordHasher({ n: 16, r: 1, p: 1 });
const dayMs = 86_400_000;

function named(name: string): Nickname {
  const parsed = parseNickname(name);
  if (!parsed.ok) throw new Error(name);
  return parsed.value;
}

function setUp(folder = temporaryFolder()) {
  const clock = { now: 1_000_000 };
  const disk = faultyDisk();
  const path = join(folder, 'accounts.json');
  let ids = 0;
  const open = () =>
    Accounts.open({ path, now: () => clock.now, newId: () => `account-${(ids += 1)}`, disk, hasher });
  const read = () => readFileSync(path, 'utf8');
  return { clock, disk, path, folder, open, read };
}

async function registered(accounts: Accounts, name: string, password = 'hoa sen') {
  const granted = await accounts.register(named(name), password, null);
  if (!granted.ok) throw new Error(granted.code);
  return granted.value;
}

test('who has registered logs in again after a restart, under any spelling of the name', async () => {
  const { open } = setUp();
  const before = await open();
  const { account, session } = await registered(before, 'An');
  await before.setMode('names-can-be-kept');

  const accounts = await open();
  expect(accounts.mode).toBe('names-can-be-kept');
  expect(accounts.bySession(session)).toEqual(account);
  expect(accounts.keeperOf(named('AN').key)).toBe(account.id);
  const again = await accounts.logIn(named('ａｎ').key, 'hoa sen');
  expect(again).toMatchObject({ ok: true, value: { account } });
  expect(await accounts.logIn(named('An').key, 'hoa mai')).toEqual({ ok: false, code: 'wrong-log-in' });
  expect(await accounts.logIn('nobody', 'hoa sen')).toEqual({ ok: false, code: 'wrong-log-in' });
});

test('in an open chat no name belongs to anybody', async () => {
  const accounts = await setUp().open();
  await registered(accounts, 'An');
  expect(accounts.keeperOf(named('An').key)).toBeNull();
});

test('the file is its owner’s alone, and has neither a password nor a token in it', async () => {
  const { open, path, read } = setUp();
  const accounts = await open();
  const { session } = await registered(accounts, 'An', 'hoa sen trắng');
  expect(read()).not.toContain('hoa sen trắng');
  expect(read()).not.toContain(session);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('two who want the same name at the same moment do not both get it', async () => {
  const accounts = await setUp().open();
  const both = await Promise.all([
    accounts.register(named('An'), 'hoa sen', null),
    accounts.register(named('an'), 'hoa mai', null),
  ]);
  expect(both.map((result) => (result.ok ? 'ok' : result.code))).toEqual(['ok', 'account-exists']);
  expect(accounts.list()).toHaveLength(1);
});

test('a session ends with its time, with log-out, and with another password', async () => {
  const { open, clock } = setUp();
  const accounts = await open();
  const { account, session } = await registered(accounts, 'An');
  await accounts.logOut(session);
  expect(accounts.bySession(session)).toBeNull();

  const first = await accounts.logIn('an', 'hoa sen');
  const second = await accounts.changePassword(account.id, 'hoa sen', 'hoa mai');
  if (!first.ok || !second.ok) throw new Error('not logged in');
  expect(accounts.bySession(first.value.session)).toBeNull();
  expect(accounts.bySession(second.value.session)).toEqual(account);
  expect(await accounts.logIn('an', 'hoa sen')).toMatchObject({ code: 'wrong-log-in' });
  expect(await accounts.changePassword(account.id, 'hoa sen', 'hoa cúc')).toMatchObject({
    code: 'wrong-log-in',
  });

  clock.now += 299 * dayMs;
  expect(accounts.bySession(second.value.session)).toEqual(account);
  clock.now += 2 * dayMs;
  expect(accounts.bySession(second.value.session)).toBeNull();
});

test('on the eleventh device, the one of longest ago is logged out', async () => {
  const accounts = await setUp().open();
  const { session } = await registered(accounts, 'An');
  for (let device = 0; device < 9; device += 1) await accounts.logIn('an', 'hoa sen');
  expect(accounts.bySession(session)).not.toBeNull();
  await accounts.logIn('an', 'hoa sen');
  expect(accounts.bySession(session)).toBeNull();
});

test('a reset password logs everyone out, is good, and asks to be changed', async () => {
  const accounts = await setUp().open();
  const { account, session } = await registered(accounts, 'An');
  const reset = await accounts.resetPassword(account.id);
  if (!reset.ok) throw new Error(reset.code);
  expect(accounts.bySession(session)).toBeNull();
  const granted = await accounts.logIn('an', reset.value);
  expect(granted).toMatchObject({ ok: true, value: { account: { temporary: true } } });
  await accounts.changePassword(account.id, reset.value, 'hoa mai');
  expect(accounts.get(account.id)).toEqual(account);
  expect(await accounts.resetPassword('nobody')).toEqual({ ok: false, code: 'unknown-account' });
});

test('a removed account is gone with its sessions, and its name is free', async () => {
  const accounts = await setUp().open();
  const { account, session } = await registered(accounts, 'An');
  expect(await accounts.remove(account.id)).toMatchObject({ ok: true });
  expect(accounts.bySession(session)).toBeNull();
  await registered(accounts, 'An');
  expect(await accounts.remove(account.id)).toEqual({ ok: false, code: 'unknown-account' });
});

test('an imported SHA-256 is accepted once and replaced by scrypt, also in the file', async () => {
  const { open, path, read } = setUp();
  const hash = createHash('sha256').update('hoa sen').digest('hex');
  const account = {
    id: 'imported',
    name: 'An',
    role: 'person',
    passwordHash: { algorithm: 'sha256', hash },
    createdAt: 5,
    sessions: [],
  };
  writeFileSync(path, JSON.stringify({ version: 1, mode: 'open', chatPassword: null, accounts: [account] }));
  const accounts = await open();
  expect(await accounts.logIn('an', 'hoa mai')).toMatchObject({ code: 'wrong-log-in' });
  expect(read()).toContain(hash);
  expect(await accounts.logIn('an', 'hoa sen')).toMatchObject({ ok: true });
  expect(read()).not.toContain(hash);
  expect(read()).toContain('scrypt');
  expect(await accounts.logIn('an', 'hoa sen')).toMatchObject({ ok: true });
});

test('a change that the disk refuses has not happened', async () => {
  const { open, disk, read } = setUp();
  const accounts = await open();
  await registered(accounts, 'An');
  const before = read();
  disk.faults.write = () => {
    throw systemError('ENOSPC');
  };
  expect(await accounts.register(named('Bình'), 'hoa sen', null)).toEqual({
    ok: false,
    code: 'storage-full',
  });
  expect(await accounts.setMode('accounts-only')).toEqual({ ok: false, code: 'storage-full' });
  expect([accounts.mode, accounts.list().length, read()]).toEqual(['open', 1, before]);
  disk.faults = {};
  await registered(accounts, 'Bình');
});

test('a file that an editor has saved with a byte order mark and other line ends counts as it is', async () => {
  const { open, path, read } = setUp();
  const before = await open();
  const { account } = await registered(before, 'An');
  await before.setMode('accounts-only');
  await before.setChatPassword({ text: 'hoa mai', inCode: false });
  writeFileSync(path, `\ufeff${read().replaceAll('\n', '\r\n')}`);

  const accounts = await open();
  expect(accounts.mode).toBe('accounts-only');
  expect(accounts.chatPassword?.text).toBe('hoa mai');
  expect(accounts.get(account.id)).toEqual(account);
});

test('a file that is damaged anywhere is not opened, and stays as it is', async () => {
  const { open, path, folder, read } = setUp();
  const accounts = await open();
  await registered(accounts, 'An');
  await accounts.setMode('accounts-only');
  const sound = read();
  const [, account = ''] = /"accounts": \[\s*(\{.*\})\s*\]/s.exec(sound) ?? [];
  const all = [
    '',
    sound.slice(0, sound.length / 2),
    sound.slice(0, 20),
    sound.replace('"accounts": [', '"accounts": [ {"id":"half"},'),
    sound.replace('"accounts": [', `"accounts": [ ${account},`),
    sound.replace('"accounts-only"', '"accounts"'),
    sound.replace('"chatPassword": null,', ''),
  ];
  for (const damaged of all) {
    expect(damaged).not.toBe(sound);
    writeFileSync(path, damaged);
    await expect(open()).rejects.toMatchObject({ code: 'accounts-damaged' });
    expect(read()).toBe(damaged);
  }
  expect(readdirSync(folder)).toHaveLength(1);
  writeFileSync(path, sound);
  expect((await open()).mode).toBe('accounts-only');
});
