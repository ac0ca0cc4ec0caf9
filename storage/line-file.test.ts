import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openLineFile } from './line-file.ts';
import type { LineFile } from './line-file.ts';
import { recordEvents, temporaryFolder, testLine } from './testing.ts';
import type { EventRecord } from './testing.ts';

async function openNew(flushWindowMs = 0): Promise<{ file: LineFile<string>; events: EventRecord }> {
  const events = recordEvents();
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  return { file: await openLineFile(path, { ...events, flushWindowMs }), events };
}

async function fill(file: LineFile<string>, events: EventRecord, lines: readonly string[]): Promise<void> {
  for (const line of lines) file.append(line, line);
  await events.until(() => events.synced.length === lines.length);
}

async function joined(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all).toString();
}

test('A new file is an empty JSON array that ends with a newline', async () => {
  const { file } = await openNew();
  expect(await readFile(file.path, 'utf8')).toBe('[\n]\n');
  expect(file.opening).toEqual({ how: 'created' });
  expect(file.length).toBe(0);
  await file.close();
});

test('After every single append the file is one JSON array with one record a line', async () => {
  const { file, events } = await openNew();
  const lines = Array.from({ length: 40 }, (_, n) => testLine(n));
  for (const [n, line] of lines.entries()) {
    file.append(line, line);
    await events.until(() => events.written.length === n + 1);
    const text = await readFile(file.path, 'utf8');
    expect(text).toBe(`[\n${lines.slice(0, n + 1).join(',\n')}\n]\n`);
    expect(JSON.parse(text)).toHaveLength(n + 1);
  }
  await file.close();
});

test('What was appended is there again when the file is opened again, and appending goes on', async () => {
  const { file, events } = await openNew();
  await fill(file, events, [testLine(0), testLine(1)]);
  await file.close();
  const again = recordEvents();
  again.written.push('two lines', 'are there already');
  const reopened = await openLineFile(file.path, again);
  expect(reopened.opening).toEqual({ how: 'opened' });
  expect(reopened.length).toBe(2);
  reopened.append(testLine(2), 'third');
  await again.until(() => again.synced.length === 1);
  expect(await reopened.read(0, 3)).toEqual([testLine(0), testLine(1), testLine(2)]);
  await reopened.close();
});

test('Letters of any length in bytes come back as they went in', async () => {
  const { file, events } = await openNew();
  const lines = ['Nguyễn Thị Ánh', '👩‍👩‍👧‍👦 family', '漢字', 'a\u2028b\\ "quoted" \u0000', '\ud800 alone'].map(
    (text, n) => testLine(n, text),
  );
  await fill(file, events, lines);
  expect(await file.read(0, lines.length)).toEqual(lines);
  expect(await file.read(2, 3)).toEqual([lines[2]]);
  await file.close();
  const reopened = await openLineFile(file.path, recordEvents());
  expect(reopened.opening.how).toBe('opened');
  expect(await reopened.read(1, 4)).toEqual(lines.slice(1, 4));
  await reopened.close();
});

test('A page is read from the middle, and a page beyond the ends is cut to what there is', async () => {
  const { file, events } = await openNew();
  const lines = Array.from({ length: 3000 }, (_, n) => testLine(n, 'x'.repeat(n % 97)));
  await fill(file, events, lines);
  expect(await file.read(1500, 1550)).toEqual(lines.slice(1500, 1550));
  expect(await file.read(2990, 4000)).toEqual(lines.slice(2990));
  expect(await file.read(-5, 2)).toEqual(lines.slice(0, 2));
  expect(await file.read(3000, 3050)).toEqual([]);
  expect(await file.read(7, 7)).toEqual([]);
  await file.close();
});

test('Chunks of a whole history are small, go through one buffer and make a JSON array between brackets', async () => {
  const { file, events } = await openNew();
  const lines = Array.from({ length: 2000 }, (_, n) => testLine(n, 'ễ'.repeat(60)));
  await fill(file, events, lines);
  const sizes: number[] = [];
  const memory = new Set<ArrayBufferLike>();
  for await (const chunk of file.chunks(0, file.length)) {
    sizes.push(chunk.length);
    memory.add(chunk.buffer);
  }
  expect(sizes.length).toBeGreaterThan(3);
  expect(memory.size).toBe(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
  expect(await joined(file.chunks(0, file.length))).toBe(lines.join(',\n'));
  expect(await joined(file.chunks(500, 502))).toBe(`${lines[500]},\n${lines[501]}`);
  expect(await joined(file.chunks(5, 5))).toBe('');
  await file.close();
});

test('A history that is being streamed ends where it ended when the streaming began', async () => {
  const { file, events } = await openNew();
  const lines = Array.from({ length: 2000 }, (_, n) => testLine(n, 'y'.repeat(80)));
  await fill(file, events, lines);
  const stream = file.chunks(0, file.length)[Symbol.asyncIterator]();
  const pieces: Buffer[] = [];
  for (let next = await stream.next(); next.done !== true; next = await stream.next()) {
    pieces.push(Buffer.from(next.value));
    file.append(testLine(pieces.length), 'later');
    await events.until(() => events.written.length === lines.length + pieces.length);
  }
  expect(Buffer.concat(pieces).toString()).toBe(lines.join(',\n'));
  await file.close();
});

test('Close writes and syncs what was appended a moment ago', async () => {
  const { file, events } = await openNew(60_000);
  file.append(testLine(0), 'first');
  await events.until(() => events.written.length === 1);
  file.append(testLine(1), 'second');
  await Promise.all([file.close(), file.close()]);
  expect(events.synced).toEqual(['first', 'second']);
  expect(JSON.parse(await readFile(file.path, 'utf8'))).toHaveLength(2);
});

test('A line appended after closing fails instead of vanishing', async () => {
  const { file, events } = await openNew();
  await file.close();
  file.append(testLine(0), 'late');
  await events.until(() => events.failed.length === 1);
  expect(events.failed).toEqual([{ entry: 'late', code: 'storage-failed' }]);
});

test('A line that would break the file is refused as the bug that it is', async () => {
  const { file } = await openNew();
  for (const line of ['{"a":\n1}', '', '[1]', '{"a":1} ']) {
    expect(() => file.append(line, 'bad')).toThrow(TypeError);
  }
  await file.close();
  expect(await readFile(file.path, 'utf8')).toBe('[\n]\n');
});

test('Reading from the end gives whole lines that fit together, down to the first, and always at least one', async () => {
  const { file, events } = await openNew();
  expect(await file.before(1, Buffer.alloc(1_000))).toEqual({ first: 0, bytes: Buffer.alloc(0) });
  const lines = Array.from({ length: 20 }, (_, n) => testLine(n));
  await fill(file, events, lines);
  const size = Buffer.byteLength(lines.slice(16).join(',\n'));
  for (const maxBytes of [1, size - 1, size, 1_000_000]) {
    const read: string[] = [];
    for (let end = 20; end > 0;) {
      const { first, bytes } = await file.before(end, Buffer.alloc(maxBytes));
      const block = lines.slice(first, end);
      expect(bytes.toString()).toBe(block.join(',\n'));
      expect(bytes.length <= maxBytes || block.length === 1).toBe(true);
      read.unshift(...block);
      end = first;
    }
    expect(read).toEqual(lines);
  }
  expect((await file.before(20, Buffer.alloc(size))).first).toBe(16);
  expect((await file.before(99, Buffer.alloc(size))).first).toBe(16);
  await file.close();
});
