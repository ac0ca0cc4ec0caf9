import { expect, test } from 'vitest';
import { createEmojiSet } from './emoji-set.ts';
import { createEmojiMemory } from './memory.ts';
import { EmojiPicker } from './picker.svelte.ts';
import { groups, words } from '../../test/emoji-tables.ts';

const set = createEmojiSet(groups, Infinity, [words('en')]);

function setUp(stored: object | null = null) {
  let kept = stored === null ? null : JSON.stringify(stored);
  const memory = createEmojiMemory({
    read: () => kept,
    write: (_, value) => ((kept = value), true),
    remove: () => undefined,
  });
  const picker = new EmojiPicker(set, memory);
  const here = () => (picker.at === null ? null : (picker.cell(picker.at)?.glyph ?? null));
  return { picker, memory, here };
}

test('the groups are tabs; what was used last is one once there is something', () => {
  expect(setUp().picker.tabs[0]).toBe('smileys');
  const { picker, here } = setUp({ recent: ['🎉', 'no emoji', '👍🏽'] });
  expect(picker.tabs.slice(0, 2)).toEqual(['recent', 'smileys']);
  expect(here()).toBe('🎉');
  picker.press('ArrowRight', false);
  expect(here()).toBe('👍🏽');
});

test('keys go from what was used last into the groups, and a tab leads to its first emoji', () => {
  const { picker, here } = setUp({ recent: ['🎉'] });
  expect(picker.press('ArrowDown', false)).toBe(true);
  expect(here()).toBe('😀');
  const row = picker.open('food');
  expect(picker.rows[row]).toEqual({ kind: 'title', section: 'food' });
  expect(here()).toBe('🍇');
  expect(picker.press('Escape', false)).toBe(false);
});

test('what is looked for stands alone, with the first one chosen, until the field is empty again', () => {
  const { picker, here } = setUp();
  picker.press('ArrowDown', false);
  picker.lookFor('pizza');
  expect(here()).toBe('🍕');
  expect(picker.rows.every(({ section }) => section === 'found')).toBe(true);
  picker.lookFor('xyzxyz');
  expect(picker.nothingFound).toBe(true);
  expect(picker.at).toBeNull();
  expect(picker.press('ArrowDown', false)).toBe(false);
  picker.lookFor('');
  expect(here()).toBe('😀');
});

test('a tab ends the search', () => {
  const { picker, here } = setUp();
  picker.lookFor('pizza');
  picker.open('flags');
  expect(picker.query).toBe('');
  expect(here()).toBe('🏁');
});

test('the skin tone goes to all that have a skin, is kept, and leaves the keys where they were', () => {
  const { picker, memory, here } = setUp();
  picker.open('people');
  picker.press('ArrowRight', false);
  expect(here()).toBe('🤚');
  picker.chooseTone(5);
  expect(here()).toBe('🤚🏿');
  expect(memory.tone).toBe(5);
});

test('what is picked is used last only when the picker is opened again', () => {
  const { picker, memory } = setUp();
  picker.use('🍕');
  expect(picker.tabs).not.toContain('recent');
  expect(new EmojiPicker(set, memory).tabs).toContain('recent');
});

test('with another number of columns the rows are others and the keys begin anew', () => {
  const { picker, here } = setUp();
  picker.press('End', true);
  picker.fit(5);
  expect(here()).toBe('😀');
  expect(picker.rows[1]).toMatchObject({ cells: { length: 5 } });
});
