import { expect, test } from 'vitest';
import { closingQuits, putWindowAside } from './closing.ts';

test('closing quits where nothing is hosted, but never on macOS', () => {
  expect(closingQuits('win32', false)).toBe(true);
  expect(closingQuits('linux', false)).toBe(true);
  expect(closingQuits('darwin', false)).toBe(false);
  for (const platform of ['win32', 'linux', 'darwin'] as const) {
    expect(closingQuits(platform, true)).toBe(false);
  }
});

async function close(platform: NodeJS.Platform, { hasTray = false, hosting = true }): Promise<string[]> {
  const done: string[] = [];
  await putWindowAside({
    platform,
    hosting: () => hosting,
    hasTray: async () => {
      done.push('asked for the tray');
      return hasTray;
    },
    putAside: (where) => done.push(where),
    tell: (where) => done.push(`told: ${where}`),
  });
  return done;
}

test('on Windows and macOS the window is hidden, since an icon is always there', async () => {
  expect(await close('win32', {})).toEqual(['hide', 'told: hide']);
  expect(await close('darwin', {})).toEqual(['hide', 'told: hide']);
});

test('on Linux it is hidden where there is a tray, and only minimised where nobody would find it again', async () => {
  expect(await close('linux', { hasTray: true })).toEqual(['asked for the tray', 'hide', 'told: hide']);
  expect(await close('linux', { hasTray: false })).toEqual([
    'asked for the tray',
    'minimize',
    'told: minimize',
  ]);
});

test('where nothing goes on, nothing is said', async () => {
  expect(await close('darwin', { hosting: false })).toEqual(['hide']);
});
