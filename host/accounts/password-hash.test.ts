import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parsePasswordHash, PasswordHasher, type Derive, type ImportedHash } from './password-hash.ts';

const cheap = { n: 16, r: 1, p: 1 };

function imported(password: string): ImportedHash {
  return { algorithm: 'sha256', hash: createHash('sha256').update(password).digest('hex') };
}

/** Derives nothing, counts, and waits for the test. */
function countingDerive() {
  const asked: string[] = [];
  const running: (() => void)[] = [];
  const derive: Derive = (password) => {
    asked.push(password);
    return new Promise((resolve) => running.push(() => resolve(Buffer.alloc(32, password))));
  };
  return { asked, running, derive };
}

test('a hash keeps its salt and parameters, matches its password alone, and is never twice the same', async () => {
  const hasher = new PasswordHasher(cheap);
  const hash = await hasher.hash('mật khẩu');
  expect(hash).toMatchObject({ algorithm: 'scrypt', ...cheap });
  expect(await hasher.hash('mật khẩu')).not.toEqual(hash);
  expect(await hasher.check('mật khẩu', hash)).toEqual({ matches: true, better: null });
  expect(await hasher.check('mật khẩu'.normalize('NFD'), hash)).toMatchObject({ matches: true });
  expect(await hasher.check('mat khau', hash)).toMatchObject({ matches: false });
});

test('a hash that was made at another cost is compared at that cost', async () => {
  const hash = await new PasswordHasher({ n: 64, r: 2, p: 1 }).hash('hoa sen');
  expect(await new PasswordHasher(cheap).check('hoa sen', hash)).toMatchObject({ matches: true });
});

test('nobody, a wrong password, a right one and an imported one all cost one derivation', async () => {
  const kept = await new PasswordHasher(cheap).hash('hoa sen');
  for (const [password, hash] of [
    ['hoa sen', null],
    ['hoa mai', kept],
    ['hoa sen', kept],
    ['hoa mai', imported('hoa sen')],
    ['hoa sen', imported('hoa sen')],
  ] as const) {
    const { asked, running, derive } = countingDerive();
    const checking = new PasswordHasher(cheap, derive).check(password, hash);
    while (running.length === 0) await Promise.resolve();
    running[0]?.();
    await checking;
    expect(asked).toEqual([password]);
  }
});

test('an imported hash is good however its password is composed, and gives what to keep instead', async () => {
  const hasher = new PasswordHasher(cheap);
  for (const form of ['NFC', 'NFD'] as const) {
    const checked = await hasher.check('mật khẩu', imported('mật khẩu'.normalize(form)));
    expect(checked).toMatchObject({ matches: true, better: { algorithm: 'scrypt' } });
    expect(await hasher.check('mật khẩu', checked?.better ?? null)).toMatchObject({ matches: true });
  }
  expect(await hasher.check('khác', imported('mật khẩu'))).toEqual({ matches: false, better: null });
});

test('one derivation runs at a time, and who finds too many waiting is refused at once', async () => {
  const { asked, running, derive } = countingDerive();
  const hasher = new PasswordHasher(cheap, derive);
  const all = Array.from({ length: 70 }, (_, n) => hasher.hash(`password ${n}`));
  expect(asked).toHaveLength(1);
  const refused = (await Promise.all(all.slice(-5))).filter((hash) => hash === null);
  expect(refused).toHaveLength(5);
  for (let done = 0; done < 65; done += 1) {
    expect(asked).toHaveLength(done + 1);
    running[done]?.();
    await all[done];
    await new Promise(setImmediate);
  }
  expect(asked).toHaveLength(65);
});

test('what a file says is a hash is looked at: costs that would stop the host are none', async () => {
  const hash = await new PasswordHasher(cheap).hash('hoa sen');
  expect(parsePasswordHash(JSON.parse(JSON.stringify(hash)))).toEqual(hash);
  expect(parsePasswordHash(imported('x'))).toEqual(imported('x'));
  for (const wrong of [
    null,
    'x',
    { ...hash, n: 2 ** 24 },
    { ...hash, n: 15 },
    // What scrypt itself refuses must not come as far as a log-in.
    { ...hash, n: 2 ** 16, r: 1 },
    { ...hash, n: '16' },
    { ...hash, r: 0 },
    { ...hash, p: 1.5 },
    { ...hash, hash: 'short' },
    { ...hash, salt: 5 },
    { algorithm: 'md5', hash: 'x' },
    { algorithm: 'sha256', hash: 'abc' },
  ]) {
    expect(parsePasswordHash(wrong)).toBeNull();
  }
});
