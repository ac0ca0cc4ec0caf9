import { expect, test } from 'vitest';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import { encodeRecord, parseRecord } from './record.ts';

test('a record has the classic keys first and reads back as the message it was', () => {
  const draft = {
    id: 'message-1',
    name: 'An',
    content: 'một\n"hai" 😀',
    at: 1_790_000_000_123,
    by: 'seat-of-an',
  };
  const line = encodeRecord(draft);
  expect(Object.keys(JSON.parse(line) as object)).toEqual(['name', 'content', 'timestamp', 'id', 'at', 'by']);
  expect(line).not.toContain('\n');
  expect(parseRecord(line, 7)).toEqual({ seq: 7, ...draft });
});

test('a classic record gets its time from its timestamp and the same id at every reading', () => {
  const at = new Date(2026, 8, 1, 7, 30, 5).getTime();
  const line = JSON.stringify({ name: 'An', content: 'x', timestamp: formatTimestamp(at), k: 1 });
  const message = parseRecord(line, 3);
  expect(message).toMatchObject({ seq: 3, name: 'An', content: 'x', at });
  expect(parseRecord(line, 3).id).toBe(message.id);
  expect(parseRecord(line, 4).id).not.toBe(message.id);
});

test('a time that is none is taken from the timestamp instead', () => {
  const timestamp = formatTimestamp(1_790_000_000_000);
  for (const at of [1_790_000_000_000_000_000, Number.NaN, '5', null]) {
    const line = JSON.stringify({ name: 'An', content: 'x', timestamp, at });
    expect(parseRecord(line, 1).at).toBe(1_790_000_000_000);
  }
});

test('whatever else stands in a line is shown rather than lost or thrown over', () => {
  const deep = `{"name":"An","content":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  expect(parseRecord('{"name":5,"content":["x",1]}', 1)).toMatchObject({
    name: '?',
    content: '["x",1]',
    at: 0,
  });
  expect(parseRecord('{"k":"v"}', 1).content).toBe('{"k":"v"}');
  expect(parseRecord(deep, 1)).toMatchObject({ name: 'An', content: deep });
  expect(parseRecord('{"id":"","name":"An","content":"x"}', 1).id).not.toBe('');
});

test('a message with a file is words and a link to older systems, and reads back as it was', () => {
  const file = { id: 'id-of-a-file', name: 'ảnh.png', size: 9, type: 'image/png', width: 2, height: 1 };
  for (const content of ['xem này', '']) {
    const draft = { id: 'message-1', name: 'An', content, at: 1_790_000_000_123, by: 'seat-of-an', file };
    const line = encodeRecord(draft, 'http://192.168.1.5:8765');
    const { content: shown } = JSON.parse(line) as { content: string };
    expect(shown.endsWith('ảnh.png\nhttp://192.168.1.5:8765/files/id-of-a-file/%E1%BA%A3nh.png')).toBe(true);
    expect(parseRecord(line, 7)).toEqual({ seq: 7, ...draft });
  }
  // Somebody has broken the file's part: the words are left.
  const line = JSON.stringify({ name: 'An', content: 'words', text: '', file: { id: 5 }, at: 1 });
  expect(parseRecord(line, 1)).toMatchObject({ content: 'words' });
  expect(parseRecord(line, 1)).not.toHaveProperty('file');
});
