import { expect, test } from 'vitest';
import { applyChanges, findMessage } from './message-changes.ts';
import { messagesFrom } from './fake-platform.ts';
import type { Message, MessageChange } from '../protocol/events.ts';

const run = messagesFrom(11, 14);
const of = (seq: number) => ({ seq, id: `message-${String(seq)}` });
const react = (seq: number, emoji: string, by: string, on = true): MessageChange => ({
  ...of(seq),
  change: 'reacted',
  emoji,
  by,
  on,
});

test('An edit replaces the text and says when, and every other message stays the same object.', () => {
  const changed = applyChanges(run, [{ ...of(12), change: 'edited', content: 'khác', at: 99 }]);
  expect(changed[1]).toEqual({ ...run[1], content: 'khác', edited: 99 });
  expect([changed[0], changed[2], changed[3]]).toEqual([run[0], run[2], run[3]]);
  expect(changed[2]).toBe(run[2]);
});

test('Deleting takes the text, the reactions and what was answered; name, number and time stay.', () => {
  const before: Message[] = [
    { ...of(1), name: 'An', content: 'x', at: 5, by: 'an', edited: 6, reply: of(9), reactions: [] },
  ];
  expect(applyChanges(before, [{ ...of(1), change: 'deleted' }])).toEqual([
    { ...of(1), name: 'An', content: '', at: 5, by: 'an', deleted: true },
  ]);
});

test('Nothing becomes of a deleted message any more.', () => {
  const deleted = applyChanges(run, [{ ...of(11), change: 'deleted' }]);
  expect(applyChanges(deleted, [react(11, '👍', 'an')])).toBe(deleted);
});

test('Reactions stand in the order in which they came, and go away with the last person.', () => {
  const put = applyChanges(run, [react(13, '👍', 'an'), react(13, '🎉', 'binh'), react(13, '👍', 'binh')]);
  expect(put[2]?.reactions).toEqual([
    { emoji: '👍', by: ['an', 'binh'] },
    { emoji: '🎉', by: ['binh'] },
  ]);
  const taken = applyChanges(put, [react(13, '👍', 'an', false), react(13, '🎉', 'binh', false)]);
  expect(taken[2]?.reactions).toEqual([{ emoji: '👍', by: ['binh'] }]);
  expect(applyChanges(taken, [react(13, '👍', 'binh', false)])).toEqual(run);
});

test('A change that was taken in already, or is about another message, changes nothing at all.', () => {
  const edit: MessageChange = { ...of(12), change: 'edited', content: 'khác', at: 99 };
  const once = applyChanges(run, [edit, react(12, '👍', 'an')]);
  expect(applyChanges(once, [edit, react(12, '👍', 'an')])).toBe(once);
  expect(applyChanges(run, [{ seq: 12, id: 'another', change: 'deleted' }, react(99, '👍', 'an')])).toBe(run);
  expect(applyChanges([], [edit])).toEqual([]);
});

test('The hits of a search, newest first and with gaps, change as well.', () => {
  const hits = [run[3], run[0]].filter((message) => message !== undefined);
  expect(applyChanges(hits, [{ ...of(11), change: 'deleted' }])).toMatchObject([
    { content: 'text 14' },
    { deleted: true },
  ]);
  expect(findMessage(hits, of(11))).toBe(run[0]);
  expect(findMessage(run, of(14))).toBe(run[3]);
  expect(findMessage(run, { seq: 14, id: 'another' })).toBeUndefined();
});
