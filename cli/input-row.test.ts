import { expect, test } from 'vitest';
import { fitInputRow } from './input-row.ts';
import { textWidth } from './terminal-text.ts';

const text = 'Tiếng Việt '.normalize('NFD') + '日本語を話す 👩‍👩‍👧 and a good deal more of it';

test('A line that fits is shown whole.', () => {
  expect(fitInputRow('chào', 2, 5)).toEqual({ before: 'ch', after: 'ào' });
  expect(fitInputRow('', 0, 1)).toEqual({ before: '', after: '' });
});

test('Of a longer line the part around the cursor is shown, with a sign where there is more.', () => {
  expect(fitInputRow('0123456789', 10, 6)).toEqual({ before: '…6789', after: '' });
  expect(fitInputRow('0123456789', 0, 6)).toEqual({ before: '', after: '0123…' });
  expect(fitInputRow('0123456789', 7, 9)).toEqual({ before: '…23456', after: '7…' });
});

test('No row is wider than its room, wherever the cursor is and however wide the characters are.', () => {
  for (let columns = 2; columns < 70; columns += 1) {
    for (let cursor = 0; cursor <= text.length; cursor += 1) {
      const { before, after } = fitInputRow(text, cursor, columns);
      expect(textWidth(before + after), `${cursor} of ${columns}`).toBeLessThan(columns);
    }
  }
});

test('Line breaks and whatever steers a terminal are shown as signs.', () => {
  expect(fitInputRow('a\nb\tc\u001b\u202e', 3, 40)).toEqual({ before: 'a⏎b', after: '    c␛' });
});
