// The import directions as the linter really reports them: the project's own eslint.config.js on files that do not
// exist, with only the rules switched off that would need types.
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, test } from 'vitest';
import { roomRules } from './import-directions.ts';

const root = resolve(import.meta.dirname, '..');
const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked });

async function lint(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

// The first run loads the parsers, which takes a while on a busy machine.
beforeAll(() => lint('protocol/virtual.ts', ''), 60_000);

const directions = 'house/import-directions';
const rooms = Object.keys(roomRules);
const shipped = ['protocol', 'storage', 'client', 'host', 'renderer', 'cli', 'electron'];
const mayImport: Record<string, string[]> = {
  protocol: [],
  storage: [],
  client: ['protocol'],
  host: ['protocol', 'storage'],
  renderer: ['client', 'protocol'],
  cli: ['client', 'host', 'protocol'],
  electron: ['client', 'host', 'protocol', 'storage'],
};

describe.each(shipped)('%s', (room) => {
  test.each(rooms.filter((other) => other !== room))(
    'imports %s only if the table says so',
    async (other) => {
      const messages = await lint(`${room}/virtual.ts`, `import { x } from '../${other}/y.ts';\nx();\n`);
      if (mayImport[room]?.includes(other)) expect(messages).toEqual([]);
      else
        expect(messages).toEqual([
          expect.stringContaining(`${directions}: ${room} must not import ${other}`),
        ]);
    },
  );

  test('imports its own files, from subfolders too', async () => {
    const code = `import { x } from '../y.ts';\nimport { z } from './z.ts';\nx(z);\n`;
    expect(await lint(`${room}/deep/virtual.ts`, code)).toEqual([]);
  });
});

test.each(['protocol', 'client', 'renderer'])('%s imports nothing of Node', async (room) => {
  const messages = await lint(`${room}/virtual.ts`, `import { x } from 'node:fs';\nx();\n`);
  expect(messages).toEqual([expect.stringContaining('runs without Node')]);
});

test.each(['protocol', 'client', 'storage'])('%s imports no packages', async (room) => {
  const messages = await lint(`${room}/virtual.ts`, `import { x } from 'ws';\nx();\n`);
  expect(messages).toEqual([expect.stringContaining('imports no packages')]);
});

test.each(rooms.filter((room) => room !== 'electron'))('%s does not import electron', async (room) => {
  const messages = await lint(`${room}/virtual.ts`, `import { app } from 'electron';\napp();\n`);
  expect(messages).toEqual([expect.stringContaining("Only the electron room imports 'electron'")]);
});

test('the ways around an import declaration are seen as well', async () => {
  const wrongWay = expect.stringContaining(`${directions}: protocol must not import host`);
  expect(await lint('protocol/virtual.ts', `void import('../host/y.ts');\n`)).toEqual([wrongWay]);
  expect(
    await lint('protocol/virtual.ts', `import type { X } from '../host/y.ts';\nexport let x: X;\n`),
  ).toContainEqual(wrongWay);
  expect(await lint('protocol/virtual.ts', `export { x } from '../host/y.ts';\n`)).toContainEqual(wrongWay);
  expect(await lint('protocol/deep/virtual.ts', `import '../../host/y.ts';\n`)).toEqual([wrongWay]);
});

test('the electron room and type imports of the cross-cutting tests may name electron', async () => {
  expect(await lint('electron/virtual.ts', `import { app } from 'electron';\napp();\n`)).toEqual([]);
  expect(
    await lint(
      'test/virtual.ts',
      `import type { App } from 'electron';\nexport let x: App | 1 = 1;\nx = 1;\n`,
    ),
  ).toEqual([]);
  expect(await lint('test/virtual.ts', `import { app } from 'electron';\napp();\n`)).toHaveLength(1);
  expect(await lint('vite.web.config.ts', `import { app } from 'electron';\napp();\n`)).toHaveLength(1);
});

test('rooms without packages take no files from outside the rooms either', async () => {
  for (const room of ['protocol', 'storage', 'client']) {
    const messages = await lint(`${room}/virtual.ts`, `import x from '../package.json';\nx();\n`);
    expect(messages).toEqual([expect.stringContaining('outside the rooms')]);
  }
});

test('a test beside its file uses Node, test tools and the shared test folder, and keeps the directions', async () => {
  const tools = `import { x } from 'node:fs';\nimport { y } from 'vitest';\nimport { z } from '../test/z.ts';\nx(y, z);\n`;
  expect(await lint('protocol/virtual.test.ts', tools)).toEqual([]);
  expect(await lint('protocol/virtual.test.ts', `import '../host/y.ts';\n`)).toHaveLength(1);
});

test.each([
  'window',
  'document',
  'WebSocket',
  'crypto',
  'setTimeout',
  'process',
  'Buffer',
  'console',
  'localStorage',
])('neither protocol nor client uses the global %s', async (name) => {
  const code = `export const x: unknown = ${name};\n`;
  expect(await lint('protocol/virtual.ts', code)).toEqual([expect.stringContaining('protocol is pure')]);
  expect(await lint('client/virtual.ts', code)).toEqual([expect.stringContaining('handed in')]);
});

test('a global is seen behind the global object too', async () => {
  expect(await lint('client/virtual.ts', 'export const x: unknown = globalThis.crypto;\n')).toHaveLength(1);
});

test('rooms that run in Node use its globals and not those of a page', async () => {
  for (const room of ['storage', 'host', 'cli']) {
    expect(await lint(`${room}/virtual.ts`, `setTimeout(() => process.exit(Buffer.length), 1);\n`)).toEqual(
      [],
    );
    expect(await lint(`${room}/virtual.ts`, `export const x = document.title;\n`)).toEqual([
      expect.stringContaining('it has no DOM'),
    ]);
  }
});

test('pure globals and the language itself are for everyone', async () => {
  const code = `export const x = [new URL('a:b'), new TextEncoder(), Math.max(1), new Map(), Promise.resolve()];\n`;
  expect(await lint('protocol/virtual.ts', code)).toEqual([]);
  expect(await lint('client/virtual.ts', code)).toEqual([]);
});

test('a barrel is reported', async () => {
  expect(await lint('host/index.ts', `export * from './y.ts';\nexport { z } from './z.ts';\n`)).toEqual([
    expect.stringContaining('No barrels'),
    expect.stringContaining('No barrels'),
  ]);
});
