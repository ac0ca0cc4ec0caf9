import { expect, test } from 'vitest';
import { downloadFailure } from './electron-binary.ts';

function reason(output: string, timedOut = false): string {
  return downloadFailure({ code: 1, timedOut, output });
}

test('the reason is what the installer said first, without its stack', () => {
  const output = 'TypeError: fetch failed\n    at node:internal/deps/undici/undici:13510:13\n';
  expect(reason(output)).toBe('fetch failed');
});

test('a download that hangs is told by its time limit', () => {
  expect(reason('', true)).toMatch(/^not done after \d+ minutes$/);
});

test('silence and long complaints make a short reason too', () => {
  expect(reason('')).toBe('no reason given');
  expect(reason(`Error: ${'x'.repeat(500)}`)).toHaveLength(121);
});
