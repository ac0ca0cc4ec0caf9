import { expect, test } from 'vitest';
import { kindOfFile } from './file-kind.ts';

test.each([
  ['', 'Điểm.XLSX', 'table'],
  ['application/octet-stream', 'bài.py', 'code'],
  ['image/tiff', 'quét', 'picture'],
  ['text/x-unknown', 'ghi chú', 'text'],
  ['audio/ogg', 'a.b', 'sound'],
  ['', 'constructor', 'other'],
  ['', '', 'other'],
])('a file of type "%s" called "%s" is shown as %s', (type, name, kind) => {
  expect(kindOfFile(type, name)).toBe(kind);
});
