import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeDisk } from './disk.ts';
import type { Disk } from './disk.ts';
import { openLineFile } from './line-file.ts';
import type { LineFile } from './line-file.ts';
import { faultyDisk, recordEvents, systemError, temporaryFolder, testLine } from './testing.ts';

async function openWith(content: string | Buffer): Promise<LineFile<string>> {
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, content);
  return await openLineFile(path, recordEvents());
}

const lines = Array.from({ length: 4 }, (_, n) => testLine(n, `tin nhắn ${n}`));
const whole = `[\n${lines.join(',\n')}\n]\n`;

/** Opens, closes, and checks that file and original are as they should be. */
async function opened(
  content: string | Buffer,
): Promise<{ how: string; aside: string; kept: string[]; dropped: number }> {
  const file = await openWith(content);
  const kept = await file.read(0, file.length);
  await file.close();
  const { how, aside = '', dropped = 0 } = file.opening;
  expect(await readFile(file.path, 'utf8')).toBe(
    kept.length === 0 ? '[\n]\n' : `[\n${kept.join(',\n')}\n]\n`,
  );
  if (aside !== '') expect(await readFile(aside)).toEqual(Buffer.from(content));
  return { how, aside, kept, dropped };
}

test('A file as we leave it is opened without touching it or its folder', async () => {
  const file = await openWith(whole);
  expect(file.opening).toEqual({ how: 'opened' });
  expect(await readdir(dirname(file.path))).toEqual(['data.json']);
  expect(await readFile(file.path, 'utf8')).toBe(whole);
  await file.close();
});

test('Lines that a crashed app has written but not synced are on the disk for good before anyone hears of them', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, whole);
  const disk = faultyDisk();
  let synced = 0;
  disk.faults.synced = () => (synced += 1);
  const file = await openLineFile(path, { ...recordEvents(), disk });
  expect({ synced, length: file.length }).toEqual({ synced: 1, length: lines.length });
  await file.close();

  disk.faults.sync = () => {
    throw systemError('EIO');
  };
  await expect(openLineFile(path, { ...recordEvents(), disk })).rejects.toMatchObject({ code: 'EIO' });
});

test('An empty file becomes an empty history', async () => {
  expect(await opened('')).toEqual({ how: 'created', aside: '', kept: [], dropped: 0 });
});

test('A file cut at any byte of its last two records keeps every whole record', async () => {
  const bytes = Buffer.from(whole);
  const ends = lines.map((_, n) => Buffer.byteLength(`[\n${lines.slice(0, n + 1).join(',\n')}`));
  for (let size = ends[1] ?? 0; size < bytes.length; size += 1) {
    const { how, kept } = await opened(bytes.subarray(0, size));
    expect(kept).toEqual(lines.slice(0, ends.filter((end) => end <= size).length));
    expect(how).toBe(size === bytes.length - 1 ? 'taken-over' : 'repaired');
  }
});

test('Whatever a torn write leaves where the closing bracket was, the record before it is kept', async () => {
  const start = `[\n${lines[0]},\n${lines[1]}`;
  for (const tear of [
    ',]\n',
    ',\n\n',
    '\n\n{',
    '\n]{',
    ',\n{',
    ',\n]\n',
    '\0\0\0',
    '\n]\n\0\0\0\0"half"},\n' + lines[2],
  ]) {
    const { how, kept } = await opened(start + tear);
    expect([tear, how, kept.slice(0, 2)]).toEqual([tear, 'repaired', lines.slice(0, 2)]);
  }
});

test('Pages that a power cut has dropped from the middle cost the lines they touch and no other', async () => {
  const many = Array.from({ length: 2000 }, (_, n) => testLine(n, 'z'.repeat(100)));
  const text = `[\n${many.join(',\n')}\n]\n`;
  const [pageBytes, page] = [4096, 20];
  const bytes = Buffer.from(text).fill(0, page * pageBytes, (page + 1) * pageBytes);
  const touched = (n: number): boolean => {
    const start = Buffer.byteLength(`[\n${many.slice(0, n).join(',\n')}`) + (n === 0 ? 0 : 2);
    return start < (page + 1) * pageBytes && start + (many[n]?.length ?? 0) > page * pageBytes;
  };
  const { how, kept, dropped } = await opened(bytes);
  expect(how).toBe('repaired');
  expect(kept).toEqual(many.filter((_, n) => !touched(n)));
  expect(dropped).toBe(2);
});

test('A line that is no JSON, or no object, is left out where it is found and stays in the original', async () => {
  const { how, aside, kept, dropped } = await opened(
    `[\n${lines[0]},\n{"n": 1, "text": "no end},\n7,\n${lines[2]}\n]\n`,
  );
  expect({ how, kept, dropped }).toEqual({ how: 'repaired', kept: [lines[0], lines[2]], dropped: 2 });
  expect(aside).toMatch(/data\.json\.damaged-\d{8}-\d{6}$/);
});

test('The one-line file of the classic server is taken over with all its keys, the original beside it', async () => {
  const records = [
    { name: 'An', content: 'chào\ncả lớp', timestamp: '01/09/2025, 07:30:00' },
    { name: 'Bình', content: '[{"}]', timestamp: '01/09/2025, 07:30:01', extra: { nested: [1, null] } },
  ];
  for (const content of [
    JSON.stringify(records),
    `\uFEFF${JSON.stringify(records, null, 2).replaceAll('\n', '\r\n')}`,
  ]) {
    const { how, aside, kept } = await opened(content);
    expect(how).toBe('taken-over');
    expect(aside).toMatch(/data\.json\.classic-\d{8}-\d{6}$/);
    expect(kept.map((line): unknown => JSON.parse(line))).toEqual(records);
  }
});

test('Our own file saved with carriage returns and a byte order mark is the same history', async () => {
  const { how, kept } = await opened(`\uFEFF${whole.replaceAll('\n', '\r\n')}`);
  expect({ how, kept }).toEqual({ how: 'taken-over', kept: lines });
});

test('Elements of an array that are no objects are left out and counted', async () => {
  const { how, kept, dropped } = await opened('[1, {"n":2}, "three", [4], null]');
  expect({ how, kept, dropped }).toEqual({ how: 'taken-over', kept: ['{"n":2}'], dropped: 4 });
});

test('The one-line file of a classic server that died while writing keeps its whole records, and the cut one counts', async () => {
  const { how, kept, dropped } = await opened(
    '[{"n":1,"text":"a \\"} b"},{"n":2,"text":{"in":"side"}},{"n":3,"te',
  );
  expect({ how, kept, dropped }).toEqual({
    how: 'repaired',
    kept: ['{"n":1,"text":"a \\"} b"}', '{"n":2,"text":{"in":"side"}}'],
    dropped: 1,
  });
});

test('A torn one-line file of a whole school year is opened with all its records', async () => {
  const records = Array.from({ length: 200_000 }, (_, n) => `{"n":${n}}`);
  const { how, kept } = await opened(`[${records.join(',')},{"n":`);
  expect(how).toBe('repaired');
  expect(kept).toEqual(records);
});

test('A damaged file that does not fit into memory is refused and not kept open', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, '{bad');
  let open = 0;
  const disk: Disk = {
    ...nodeDisk,
    identify: () => Promise.resolve({ id: 'huge', sizeBytes: Number.MAX_SAFE_INTEGER }),
    async open(name, mode) {
      const file = await nodeDisk.open(name, mode);
      open += 1;
      return {
        read: (buffer, position) => file.read(buffer, position),
        write: (bytes, position) => file.write(bytes, position),
        truncate: (sizeBytes) => file.truncate(sizeBytes),
        sync: () => file.sync(),
        async close() {
          await file.close();
          open -= 1;
        },
      };
    },
  };
  await expect(openLineFile(path, { ...recordEvents(), disk })).rejects.toThrow(RangeError);
  expect(open).toBe(0);
});

test('Braces that somebody wrote do not become a record when the line around them is torn', async () => {
  const { kept, dropped } = await opened(`[\n${lines[0]},\nhere: {} and {1}","n":1},\n${lines[2]}\n]\n`);
  expect({ kept, dropped }).toEqual({ kept: [lines[0], lines[2]], dropped: 1 });
});

test('A file that is no array, or no JSON at all, is set aside and the history starts empty', async () => {
  for (const content of [
    '{"a":1}',
    '{bad',
    'null',
    '"text"',
    'not json\nat all\n',
    Buffer.from([0xff, 0xfe, 0, 0x5b]),
  ]) {
    const { how, aside, kept } = await opened(content);
    expect({ how, kept }).toEqual({ how: 'set-aside', kept: [] });
    expect(aside).toMatch(/data\.json\.damaged-\d{8}-\d{6}/);
  }
});

test('Two originals set aside within a second keep their own names', async () => {
  const file = await openWith('{bad');
  await file.close();
  await writeFile(file.path, '{worse');
  const second = await openLineFile(file.path, recordEvents());
  await second.close();
  expect(await readFile(file.opening.aside ?? '', 'utf8')).toBe('{bad');
  expect(await readFile(second.opening.aside ?? '', 'utf8')).toBe('{worse');
});

test('When a damaged file cannot be rewritten, opening fails and the file stays as it was', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, `[\n${lines[0]},\n{"n"`);
  const disk = faultyDisk();
  disk.faults.write = () => {
    throw systemError('ENOSPC');
  };
  await expect(openLineFile(path, { ...recordEvents(), disk })).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(await readFile(path, 'utf8')).toBe(`[\n${lines[0]},\n{"n"`);
});

test('What a rewrite that died left behind is removed, and other files are not', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, whole);
  for (const name of ['data.json.tmp-0123456789ab', 'data.json.damaged-1', 'other.json.tmp-1']) {
    await writeFile(join(dirname(path), name), 'x');
  }
  await (await openLineFile(path, recordEvents())).close();
  expect((await readdir(dirname(path))).sort()).toEqual([
    'data.json',
    'data.json.damaged-1',
    'other.json.tmp-1',
  ]);
});
