import { expect, test } from 'vitest';
import { UploadGrants, type Taken } from './upload-grants.ts';

const limits = {
  maxFileBytes: 100,
  fileBytesPerPerson: 250,
  fileBytes: 400,
  uploadsPerPerson: 2,
  uploadGrantMs: 60_000,
};

function createGrants() {
  let now = 0;
  let tokens = 0;
  const bytes = new Map<string, number>();
  const store = {
    bytesOf: (by: string) => bytes.get(by) ?? 0,
    get totalBytes() {
      return [...bytes.values()].reduce((sum, own) => sum + own, 0);
    },
  };
  const grants = new UploadGrants({
    limits,
    store,
    now: () => now,
    newToken: () => `token-${(tokens += 1)}`,
  });
  const allow = (by: string, sizeBytes: number) =>
    grants.allow({ by, sizeBytes, name: 'a', mediaType: '', room: 'main' });
  const tokenFor = (by: string, sizeBytes: number): string => {
    const allowed = allow(by, sizeBytes);
    return allowed.ok ? allowed.value : expect.fail(allowed.code);
  };
  return { grants, bytes, allow, tokenFor, wait: (ms: number) => (now += ms) };
}

const expired = { ok: false, code: 'upload-expired' };

function taken(result: ReturnType<UploadGrants['take']>): Taken {
  return result.ok ? result.value : expect.fail(result.code);
}

test('a token is good once, for what it was given for', () => {
  const { grants, tokenFor } = createGrants();
  const token = tokenFor('An', 40);
  expect(grants.take('token-of-nobody')).toEqual(expired);
  expect(taken(grants.take(token)).grant).toMatchObject({ by: 'An', sizeBytes: 40 });
  expect(grants.take(token)).toEqual(expired);
});

test('a token that nobody uses for a minute is none any more', () => {
  const { grants, tokenFor, wait } = createGrants();
  const token = tokenFor('An', 40);
  wait(limits.uploadGrantMs);
  expect(grants.take(token)).toEqual(expired);
});

test('a file above the limit, and above what is left for a person or for all, is refused with its own code', () => {
  const { allow, bytes } = createGrants();
  expect(allow('An', 101)).toEqual({ ok: false, code: 'file-too-large' });
  bytes.set('An', 200);
  expect(allow('An', 51)).toEqual({ ok: false, code: 'own-files-full' });
  expect(allow('An', 50).ok).toBe(true);
  bytes.set('Bình', 200);
  expect(allow('Chi', 1)).toEqual({ ok: false, code: 'files-full' });
});

test('what is on its way counts as used, until it is there or given up', () => {
  const { grants, tokenFor, allow, bytes } = createGrants();
  bytes.set('An', 100);
  const coming = taken(grants.take(tokenFor('An', 100)));
  expect(allow('An', 60)).toEqual({ ok: false, code: 'own-files-full' });
  coming.done();
  expect(allow('An', 60).ok).toBe(true);
});

test('whoever asks for more at once than is allowed loses what was not begun, and waits for what was', () => {
  const { grants, tokenFor, allow } = createGrants();
  const [first, second, third] = [tokenFor('An', 1), tokenFor('An', 1), tokenFor('An', 1)];
  expect(grants.take(first)).toEqual(expired);
  const coming = taken(grants.take(second));
  grants.take(third);
  expect(allow('An', 1)).toEqual({ ok: false, code: 'too-many-uploads' });
  expect(allow('Bình', 1).ok).toBe(true);
  coming.done();
  expect(allow('An', 1).ok).toBe(true);
});

test('files that were allowed and are not brought keep nobody else’s out', () => {
  const { grants, tokenFor, allow, bytes } = createGrants();
  for (let n = 0; n < 20; n++) tokenFor(`device ${n}`, 100);
  const token = tokenFor('An', 100);
  expect(grants.take(token).ok).toBe(true);
  bytes.set('Bình', 300);
  expect(allow('Chi', 1)).toEqual({ ok: false, code: 'files-full' });
});

test('where more was allowed than there is room for, whoever comes first has it', () => {
  const { grants, tokenFor, bytes } = createGrants();
  bytes.set('Bình', 250);
  const [first, second, third] = [tokenFor('An', 100), tokenFor('Chi', 100), tokenFor('Dung', 100)];
  const coming = taken(grants.take(first));
  expect(grants.take(second)).toEqual({ ok: false, code: 'files-full' });
  expect(grants.take(second)).toEqual(expired);
  coming.done();
  expect(grants.take(third).ok).toBe(true);
});
