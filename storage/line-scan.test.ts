import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeDisk } from './disk.ts';
import { openLineFile } from './line-file.ts';
import type { LineIndex } from './line-index.ts';
import { scanLines } from './line-scan.ts';
import { recordEvents, temporaryFolder, testLine } from './testing.ts';

const chunkBytes = 1024 * 1024;

async function scan(content: string | Buffer): Promise<LineIndex | null> {
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, content);
  const file = await nodeDisk.open(path, 'update');
  const index = await scanLines(file, Buffer.byteLength(content));
  await file.close();
  return index;
}

function fileOf(lines: readonly string[]): string {
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** A line of exactly so many bytes. */
function lineOf(bytes: number): string {
  return `{"t":"${'x'.repeat(bytes - 8)}"}`;
}

test('200,000 lines are found and every one can be read', async () => {
  const lines = Array.from({ length: 200_000 }, (_, n) => testLine(n, 'm'.repeat(n % 40)));
  const path = join(await temporaryFolder(onTestFinished), 'data.json');
  await writeFile(path, fileOf(lines));
  const file = await openLineFile(path, recordEvents());
  expect(file.opening).toEqual({ how: 'opened' });
  expect(file.length).toBe(200_000);
  for (const from of [0, 99_990, 123_456, 199_950]) {
    expect(await file.read(from, from + 50)).toEqual(lines.slice(from, from + 50));
  }
  await file.close();
});

test('Lines are found wherever the bounds of what is read at once fall among their ends', async () => {
  for (let shift = -8; shift <= 8; shift += 1) {
    const lines = [lineOf(chunkBytes - 10 + shift), testLine(1), testLine(2)];
    const index = await scan(fileOf(lines));
    expect(index?.length).toBe(3);
    expect(index?.range(1, 2)).toEqual({
      start: chunkBytes - 6 + shift,
      end: chunkBytes - 6 + shift + testLine(1).length,
    });
    const single = await scan(fileOf([lineOf(chunkBytes - 5 + shift)]));
    expect(single?.length).toBe(1);
  }
});

test('A line longer than what is read at once is one line', async () => {
  const lines = [testLine(0), lineOf(3 * chunkBytes), testLine(2)];
  const index = await scan(fileOf(lines));
  expect(index?.length).toBe(3);
  expect(index?.range(2, 3).end).toBe(Buffer.byteLength(fileOf(lines)) - 3);
});

test('A file that is not as the append leaves it is never taken for one', async () => {
  const [a, b, c] = [testLine(0), testLine(1), testLine(2)];
  for (const content of [
    '',
    '[]\n',
    '[\n\n]\n',
    '[\n]\n ',
    'x\n]\n',
    `{\n${a}\n]\n`,
    `[\n${a}\n]`,
    `[\n${a},\n]\n`,
    `[\n${a},\n${b}\n${c}\n]\n`,
    `[\n${a},\n\n${c}\n]\n`,
    `[\n${a}]\n${c}\n]\n`,
    `[\n${a},]\n`,
    `[\n${a},\n ${b},\n${c}\n]\n`,
    `[\n${a},\n7,\n${c}\n]\n`,
    `[\n${a},\n${b.slice(0, 9)}\n${c}\n]\n`,
    `[\n${a},\n${b.replace('m', '\0')},\n${c}\n]\n`,
    `[\n${a},\n{"n":1,},\n${c}\n]\n`,
    `[\n${a},\n${b}\n]\n${c}\n]\n`,
    `[\n]\n${a}\n]\n`,
    `[${a},\n${b}\n]\n`,
    `[\n${a}, ${b}\n]\n`,
  ]) {
    expect([content, await scan(content)]).toEqual([content, null]);
  }
});

test('Zeros far from the end of a large file are found', async () => {
  const bytes = Buffer.from(fileOf(Array.from({ length: 40_000 }, (_, n) => testLine(n, 'k'.repeat(60)))));
  expect(bytes.length).toBeGreaterThan(3 * chunkBytes);
  expect((await scan(bytes))?.length).toBe(40_000);
  bytes[500_000] = 0;
  expect(await scan(bytes)).toBe(null);
});
