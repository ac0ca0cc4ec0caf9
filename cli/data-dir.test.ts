import { expect, test } from 'vitest';
import { defaultDataDir } from './data-dir.ts';

test('Linux keeps data under .local/share, or where XDG_DATA_HOME says', () => {
  const machine = { platform: 'linux', home: '/home/an', env: {} };
  expect(defaultDataDir(machine)).toBe('/home/an/.local/share/classic-chatbox');
  expect(defaultDataDir({ ...machine, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/classic-chatbox');
});

test('an XDG_DATA_HOME that is empty or relative is ignored', () => {
  for (const XDG_DATA_HOME of ['', 'data']) {
    const machine = { platform: 'linux', home: '/home/an', env: { XDG_DATA_HOME } };
    expect(defaultDataDir(machine)).toBe('/home/an/.local/share/classic-chatbox');
  }
});

test('macOS keeps data under Application Support', () => {
  expect(defaultDataDir({ platform: 'darwin', home: '/Users/an', env: {} })).toBe(
    '/Users/an/Library/Application Support/classic-chatbox',
  );
});

test('Windows keeps data under the local, not the roaming profile', () => {
  const machine = { platform: 'win32', home: 'C:\\Users\\an', env: {} };
  expect(defaultDataDir(machine)).toBe('C:\\Users\\an\\AppData\\Local\\classic-chatbox');
  expect(defaultDataDir({ ...machine, env: { LOCALAPPDATA: 'D:\\local' } })).toBe(
    'D:\\local\\classic-chatbox',
  );
});
