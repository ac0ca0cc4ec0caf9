import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary.ts';
import { createPageHandler, pageUrl } from './page-files.ts';

let answer: (request: Request) => Promise<Response>;

beforeEach(() => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer/index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'renderer/assets/a b.js'), 'export {};');
  writeFileSync(join(folder, 'renderer/notes'), 'no extension');
  writeFileSync(join(folder, 'secret.html'), 'secret');
  mkdirSync(join(folder, 'renderer-beside'));
  writeFileSync(join(folder, 'renderer-beside/x.html'), 'secret');
  answer = createPageHandler(join(folder, 'renderer'));
});

test('the page comes with its type and a policy that lets nothing in from elsewhere', async () => {
  const response = await answer(new Request(pageUrl));
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('<!doctype html>');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
  expect(policy).not.toContain('unsafe');
});

test('a file in a folder is found by its escaped name', async () => {
  const response = await answer(new Request('app://chatbox/assets/a%20b.js'));
  expect(await response.text()).toBe('export {};');
});

test.each([
  'app://chatbox/..%2Fsecret.html',
  'app://chatbox/%2e%2e%2fsecret.html',
  'app://chatbox/assets/..%2F..%2Fsecret.html',
  'app://chatbox/..%2Frenderer-beside/x.html',
  'app://chatbox/..%5Csecret.html',
  'app://chatbox/%2Fetc%2Fpasswd.html',
  'app://chatbox/index%00.html',
  'app://chatbox/%E0%A4%A.html',
  'app://chatbox/missing.js',
  'app://chatbox/assets',
  'app://chatbox/notes',
  'app://chatbox/',
])('%s is not found', async (url) => {
  const response = await answer(new Request(url));
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test('another host of the scheme and other methods are refused', async () => {
  expect((await answer(new Request('app://elsewhere/index.html'))).status).toBe(400);
  expect((await answer(new Request(pageUrl, { method: 'POST', body: 'x' }))).status).toBe(400);
});
