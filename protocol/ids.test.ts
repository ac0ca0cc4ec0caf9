import { expect, test } from 'vitest';
import { createId, isDeviceKey, isMessageId } from './ids.ts';

test('an id is the base64url of sixteen random bytes', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => 255 - index * 17);
  const id = createId((target) => target.set(bytes));
  expect(id).toBe(Buffer.from(bytes).toString('base64url'));
});

test('no two ids of a real source are the same, and each is good as id and as device key', () => {
  const ids = Array.from({ length: 100 }, () => createId((bytes) => crypto.getRandomValues(bytes)));
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => isMessageId(id) && isDeviceKey(id))).toBe(true);
});

test('ids and device keys of a wrong length, alphabet or type are told apart', () => {
  expect(['a'.repeat(8), 'a'.repeat(64)].every(isMessageId)).toBe(true);
  expect(['a'.repeat(7), 'a'.repeat(65), 'aaaa aaaa', 'aaaaaaaa\n', 12345678, null].some(isMessageId)).toBe(
    false,
  );
  expect(['-'.repeat(16), '_'.repeat(128)].every(isDeviceKey)).toBe(true);
  expect(['a'.repeat(15), 'a'.repeat(129), `${'a'.repeat(16)}/`, undefined].some(isDeviceKey)).toBe(false);
});
