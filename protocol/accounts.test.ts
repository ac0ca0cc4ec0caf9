import { expect, test } from 'vitest';
import { normalisePassword, parseChatPassword, parsePassword } from './accounts.ts';

test('a password has 6 to 128 code points and comes out composed', () => {
  expect(parsePassword('hoa sen', 'An')).toEqual({ ok: true, value: 'hoa sen' });
  expect(parsePassword('mật khẩu'.normalize('NFD'), 'An')).toEqual({ ok: true, value: 'mật khẩu' });
  expect(parsePassword('😀😁😂😃😄', 'An').ok).toBe(false);
  expect(parsePassword('😀😁😂🤣😃😅', 'An').ok).toBe(true);
  expect(parsePassword('ab c'.repeat(32), 'An').ok).toBe(true);
  expect(parsePassword(`${'ab c'.repeat(32)}!`, 'An').ok).toBe(false);
});

test.each([
  '123456',
  '987654321',
  'abcdef',
  'aaaaaaaa',
  'abababab',
  'Bình An',
  'bình an',
  'a\ud800bcdef',
  7,
  null,
])('%j is no password for Bình An', (password) => {
  expect(parsePassword(password, 'Bình An')).toEqual({ ok: false, code: 'bad-password' });
});

test('the word of a chat is trimmed, may be short, and stays on one line', () => {
  expect(parseChatPassword(' hoa ')).toEqual({ ok: true, value: 'hoa' });
  for (const word of ['', '   ', 'hoa\nsen', 'x'.repeat(129), 5]) {
    expect(parseChatPassword(word).ok).toBe(false);
  }
});

test('two keyboards that compose the same letters differently type one password', () => {
  expect(normalisePassword('ắ'.normalize('NFD'))).toBe(normalisePassword('ắ'));
});
