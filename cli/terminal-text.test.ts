import { expect, test } from 'vitest';
import { safeLine, safeText, splitGraphemes, textWidth, wrapText } from './terminal-text.ts';

test('Escape sequences and control characters come out as symbols that do nothing.', () => {
  expect(safeText('\u001b[2J\u001b]0;title\u0007 a\bb\u007f\u0000')).toBe('␛[2J␛]0;title␇ a␈b␡␀');
  expect(safeText('\u009b31m\u0090')).toBe('\ufffd31m\ufffd');
});

test('Nothing that is a control character, half a character or turns the direction is left.', () => {
  const everything = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('');
  expect(safeText(`${everything}\ud800`)).not.toMatch(/[^\n\P{Cc}]|\p{Cs}|\p{Bidi_Control}/u);
  expect(safeText('a\u202eb\u2066c\u200fd')).toBe('abcd');
});

test('Every kind of line break is one break in a message and a blank in a name.', () => {
  expect(safeText('1\r\n2\r3\n4\u20285\u20296\u00857')).toBe('1\n2\n3\n4\n5\n6\n7');
  expect(safeLine('An\r\n12:00 cô Hạnh')).toBe('An 12:00 cô Hạnh');
});

test('Letters, marks and emoji stay as they were written.', () => {
  const text = 'Tiếng Việt '.normalize('NFD') + '日本語 👩‍👩‍👧 ❤️ 🇻🇳 ไทย';
  expect(safeText(text)).toBe(text);
});

test.each([
  ['Tiếng Việt'.normalize('NFC'), 10],
  ['Tiếng Việt'.normalize('NFD'), 10],
  ['日本語', 6],
  ['한국어', 6],
  ['ｆｕｌｌ', 8],
  ['😀', 2],
  ['❤️', 2],
  ['a\u200bb', 2],
])('%s takes as many columns as a terminal gives it', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test('An emoji made of several counts as all of its parts, since some terminals show them apart.', () => {
  expect(textWidth('👩‍👩‍👧')).toBe(6);
  expect(splitGraphemes('e\u0302\u0301👩‍👩‍👧')).toEqual(['e\u0302\u0301', '👩‍👩‍👧']);
});

test('Rows break at blanks and are indented, so that padding cannot fake another message.', () => {
  expect(wrapText('12:00 An: one two three', 15, 6)).toBe('12:00 An: one\n      two\n      three');
  const fake = `12:00 An: hi${' '.repeat(40)}12:01 Hạnh: no school`;
  expect(wrapText(fake, 30, 6)).toBe('12:00 An: hi\n      12:01 Hạnh: no school');
});

test('A long word breaks between characters, never through one.', () => {
  expect(wrapText('An: 日本語日本語', 9, 2)).toBe('An: 日本\n  語日本\n  語');
  expect(wrapText('日本語日本語', 6, 0)).toBe('日本\n語日\n本語');
  expect(wrapText('e\u0302e\u0302e\u0302e\u0302', 3, 0)).toBe('e\u0302e\u0302\ne\u0302e\u0302');
});

test('No row is wider than the terminal, down to one of two columns.', () => {
  const text = 'Chào các em, hôm nay 日本語 học gì? 👩‍👩‍👧 https://example.org/a/very/long/address';
  for (let columns = 2; columns < 60; columns += 1) {
    const widths = wrapText(text, columns, 0).split('\n').map(textWidth);
    // What is wider than the terminal by itself stands alone.
    expect(Math.max(...widths), `${columns} columns`).toBeLessThan(Math.max(columns, 7));
  }
});

test('Colours take no room and are never broken.', () => {
  const painted = '\u001b[1;31mNgọc Ánh\u001b[0m: hello';
  expect(wrapText(painted, 10, 2)).toBe('\u001b[1;31mNgọc Ánh\u001b[0m:\n  hello');
});

test('Without a width only the breaks of the text count.', () => {
  expect(wrapText(`a${' b'.repeat(500)}\nc`, Infinity, 6)).toBe(`a${' b'.repeat(500)}\n      c`);
});
