import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { temporaryFolder } from './testing.ts';

const locker = `
  const { lockFolder } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'folder-lock.ts')).href)});
  const lock = await lockFolder(process.argv[1]);
  console.log(lock.ok ? 'held' : lock.code);
  if (lock.ok) setInterval(() => lock, 1000);
`;

test('A folder that another process holds is refused, and is free the moment that process is killed', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const child = spawn(process.execPath, ['--input-type=module', '--eval', locker, folder]);
  const errors: Buffer[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(data));
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  expect(output.toString().trim()).toBe('held');
  expect(await lockFolder(folder)).toEqual({ ok: false, code: 'folder-locked' });

  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(Buffer.concat(errors).toString()).toBe('');
  const lock = await lockFolder(folder);
  expect(lock.ok).toBe(true);
  if (lock.ok) lock.release();
});

test('A folder is held once within a process too, until it is released', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const first = await lockFolder(folder);
  expect(await lockFolder(folder)).toEqual({ ok: false, code: 'folder-locked' });
  if (first.ok) {
    first.release();
    first.release();
  }
  const second = await lockFolder(folder);
  expect(second.ok).toBe(true);
  if (second.ok) second.release();
});

test('The lock leaves one file in the folder, whether held or not', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const lock = await lockFolder(folder);
  expect(await readdir(folder)).toEqual(['lock']);
  if (lock.ok) lock.release();
  expect(await readdir(folder)).toEqual(['lock']);
});

test('A folder that is missing cannot be written to', async () => {
  const folder = join(await temporaryFolder(onTestFinished), 'missing');
  expect(await lockFolder(folder)).toEqual({ ok: false, code: 'folder-not-writable' });
});

// Where no file can be made whoever asks, root too; chmod would not keep root out.
test.runIf(process.platform === 'linux')('A read-only folder says so', async () => {
  expect(await lockFolder('/proc')).toEqual({ ok: false, code: 'folder-not-writable' });
});
