import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeDisk, writeFully } from './disk.ts';
import type { DiskFile } from './disk.ts';
import { temporaryFolder } from './testing.ts';

test('Keeping a file under a second name survives that the first name leads elsewhere', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const [path, aside] = [join(folder, 'a'), join(folder, 'b')];
  await writeFile(path, 'old');
  await nodeDisk.keep(path, aside);
  await writeFile(`${path}.new`, 'new');
  await nodeDisk.rename(`${path}.new`, path);
  expect(await readFile(aside, 'utf8')).toBe('old');
  await expect(nodeDisk.keep(path, aside)).rejects.toMatchObject({ code: 'EEXIST' });
});

// A link cannot lead to another file system, which here stands for a disk without links, such as most USB sticks.
test.skipIf(!existsSync('/dev/shm'))('Where links are not possible a real copy is kept', async () => {
  const path = join(await temporaryFolder(onTestFinished), 'a');
  const elsewhere = await mkdtemp('/dev/shm/line-file-');
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  await writeFile(path, 'old');
  await nodeDisk.keep(path, join(elsewhere, 'b'));
  await writeFile(path, 'new');
  expect(await readFile(join(elsewhere, 'b'), 'utf8')).toBe('old');
  await expect(nodeDisk.keep(path, join(elsewhere, 'b'))).rejects.toMatchObject({ code: 'EEXIST' });
});

test('A path that leads nowhere has no identity, one that cannot be followed fails', async () => {
  const folder = await temporaryFolder(onTestFinished);
  await writeFile(join(folder, 'a'), 'abc');
  expect(await nodeDisk.identify(join(folder, 'missing'))).toBe(null);
  expect(await nodeDisk.identify(join(folder, 'a'))).toMatchObject({ sizeBytes: 3 });
  await expect(nodeDisk.identify(join(folder, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test('A disk that takes no byte and reports no error counts as full instead of being asked for ever', async () => {
  const file: Pick<DiskFile, 'write'> = { write: () => Promise.resolve(0) };
  await expect(writeFully(file, Buffer.from('x'), 0)).rejects.toMatchObject({ code: 'ENOSPC' });
});
