import { expect, test } from 'vitest';
import { isFind, neighbourStep } from './shortcuts.ts';

const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

test('Ctrl+F and ⌘F look for something, whatever Caps Lock says', () => {
  expect(isFind({ ...none, ctrlKey: true, key: 'f' })).toBe(true);
  expect(isFind({ ...none, metaKey: true, key: 'F' })).toBe(true);
});

test('F with anything else belongs to the browser', () => {
  for (const keys of [
    {},
    { ctrlKey: true, metaKey: true },
    { ctrlKey: true, altKey: true },
    { ctrlKey: true, shiftKey: true },
  ]) {
    expect(isFind({ ...none, ...keys, key: 'f' }), JSON.stringify(keys)).toBe(false);
  }
  expect(isFind({ ...none, ctrlKey: true, key: 'g' })).toBe(false);
});

test('Alt with an arrow leads to the conversation above or below', () => {
  expect(neighbourStep({ ...none, altKey: true, key: 'ArrowDown' })).toBe(1);
  expect(neighbourStep({ ...none, altKey: true, key: 'ArrowUp' })).toBe(-1);
});

test('arrows without Alt, and Alt with more than an arrow, lead nowhere', () => {
  expect(neighbourStep({ ...none, key: 'ArrowDown' })).toBeNull();
  expect(neighbourStep({ ...none, altKey: true, key: 'ArrowLeft' })).toBeNull();
  for (const keys of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) {
    expect(neighbourStep({ ...none, ...keys, altKey: true, key: 'ArrowUp' })).toBeNull();
  }
});
