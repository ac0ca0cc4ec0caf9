import { expect, test } from 'vitest';
import { chatInitials, hueOf, personInitial } from './avatar.ts';

test('a person is the first letter of the first capitalised word', () => {
  expect(personInitial('Khánh Ngọc')).toBe('K');
  expect(personInitial('cô Hạnh')).toBe('H');
  expect(personInitial('bình')).toBe('B');
});

test('a letter keeps its marks, however it was typed', () => {
  expect(personInitial('Ẩn')).toBe('Ẩn'.normalize('NFC').slice(0, 1));
  expect(personInitial('đức')).toBe('Đ');
  expect(personInitial('ếch'.normalize('NFD'))).toBe('Ế');
});

test('an emoji stays whole, and a name without letters still has something', () => {
  expect(personInitial('😄')).toBe('😄');
  expect(personInitial('👩‍🏫 Hoa')).toBe('H');
  expect(personInitial('👩‍🏫')).toBe('👩‍🏫');
  expect(personInitial('???')).toBe('?');
  expect(personInitial('')).toBe('');
});

test('a chat is its class, or the initials of its first telling words', () => {
  expect(chatInitials('Lớp 9A · Tin học')).toBe('9A');
  expect(chatInitials('CLB Lập trình')).toBe('CL');
  expect(chatInitials('Phòng của Bình')).toBe('PB');
  expect(chatInitials('Bình’s chat')).toBe('BC');
  expect(chatInitials('…')).toBe('…');
});

test('a hue lies on the circle, is the same each time, and differs between similar names', () => {
  const hues = ['an', 'anh', 'ánh', 'bình', 'binh', ''].map(hueOf);
  for (const hue of hues) expect(hue >= 0 && hue < 360).toBe(true);
  expect(new Set(hues).size).toBe(hues.length);
  expect(hueOf('an')).toBe(hueOf('an'));
});
