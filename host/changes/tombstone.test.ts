import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeRecord, parseRecord } from '../history/record.ts';
import { isErased, tombstoneOf } from './tombstone.ts';

const draft = { id: 'message-id-1', name: 'An', content: 'bí mật', at: 1_700_000_000_000, by: 'person-an' };

test('of a line everything stays but what was said, and it is as long as before', () => {
  const line = encodeRecord({ ...draft, reply: { seq: 1, id: 'other' } });
  const erased = tombstoneOf(line, Buffer.byteLength(line), draft.id);
  expect(Buffer.byteLength(erased)).toBe(Buffer.byteLength(line));
  expect(JSON.parse(erased)).toEqual({ ...JSON.parse(line), content: '', reply: undefined });
  expect(parseRecord(erased, 1)).toEqual({ ...draft, seq: 1, content: '', deleted: true });
  expect(isErased(line)).toBe(false);
  expect(isErased(erased)).toBe(true);
});

test('a line of the classic server keeps the id that followed from what it said, where there is room for it', () => {
  const line = JSON.stringify({
    name: 'An',
    content: 'một câu dài hơn thế này một chút',
    timestamp: '01/09/2025, 07:30:00',
  });
  const { id } = parseRecord(line, 5);
  expect(parseRecord(tombstoneOf(line, Buffer.byteLength(line), id), 5)).toMatchObject({
    id,
    deleted: true,
    name: 'An',
  });
});

test('any line leaves a tombstone of its length that is JSON and says nothing of what was there', () => {
  const secret = 'S3CRET';
  const lines = fc
    .dictionary(fc.string({ maxLength: 8 }), fc.oneof(fc.string(), fc.constant(secret), fc.integer()))
    .map((record) => JSON.stringify({ ...record, content: secret }));
  fc.assert(
    fc.property(fc.oneof(lines, fc.constantFrom('{}', '{"a":1}', '{"content":"S3CRET"}')), (line) => {
      const erased = tombstoneOf(line, Buffer.byteLength(line), 'message-id-1');
      expect(Buffer.byteLength(erased)).toBe(Buffer.byteLength(line));
      expect(isErased(erased)).toBe(true);
      expect(JSON.parse(erased)).toBeTypeOf('object');
    }),
  );
});

test('what a power cut has left of a line and its tombstone is erased like a line', () => {
  const line = encodeRecord(draft);
  const erased = tombstoneOf(line, Buffer.byteLength(line), draft.id);
  for (let torn = 0; torn < line.length; torn += 1) {
    const bytes = Buffer.concat([Buffer.from(erased).subarray(0, torn), Buffer.from(line).subarray(torn)]);
    const again = tombstoneOf(bytes.toString(), bytes.length, draft.id);
    expect(isErased(again)).toBe(true);
    expect(Buffer.byteLength(again)).toBe(bytes.length);
  }
});
