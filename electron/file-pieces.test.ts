import { expect, test } from 'vitest';
import { maxFileBytes } from '../protocol/limits.ts';
import { createFilePieces } from './file-pieces.ts';

function begin(pieces: ReturnType<typeof createFilePieces>, text: string): string {
  const added = pieces.add(null, Buffer.from(text));
  return added.ok ? added.value : expect.fail(added.code);
}

test('pieces become one file, which can be taken once', async () => {
  const pieces = createFilePieces();
  const one = begin(pieces, 'xin ');
  const other = begin(pieces, 'other');
  pieces.add(one, Buffer.from('chào'));
  expect(await pieces.take(one)?.text()).toBe('xin chào');
  expect(pieces.take(one)).toBeNull();
  expect(await pieces.take(other)?.text()).toBe('other');
  expect(pieces.add(one, Buffer.from('more'))).toEqual({ ok: false, code: 'bad-request' });
});

test('a file that grows beyond the limit is let go of', () => {
  const pieces = createFilePieces();
  const large = begin(pieces, 'x');
  expect(pieces.add(large, new Uint8Array(maxFileBytes))).toEqual({ ok: false, code: 'file-too-large' });
  expect(pieces.take(large)).toBeNull();
});

test('files that nobody takes do not pile up', () => {
  const pieces = createFilePieces();
  const names = Array.from({ length: 6 }, (_, n) => begin(pieces, String(n)));
  expect(names.map((name) => pieces.take(name) !== null)).toEqual([false, false, true, true, true, true]);
});
