import { expect, test } from 'vitest';
import { an, message, you } from '../chat/testing.ts';
import { editWindowMs } from '../../protocol/limits.ts';
import { mainRoom, talkWith } from '../../protocol/conversations.ts';
import { allowedActions, lastEditable } from './allowed.ts';

const room = { you, wire: 'native' } as const;
const hosting = { you: { ...you, host: true }, wire: 'native' } as const;
const helping = { you: { ...you, coHost: true }, wire: 'native' } as const;
const own = message(2, you);

test('one’s own message can be edited for ten minutes, and deleted at any time', () => {
  const now = own.at + editWindowMs;
  expect(allowedActions(own, room, mainRoom, now)).toEqual(['reply', 'edit', 'copy', 'remove']);
  expect(allowedActions(own, room, mainRoom, now + 1)).toEqual(['reply', 'copy', 'remove']);
});

test('in the rooms host and co-hosts can delete what others said, and see what was said before', () => {
  const other = message(1, an);
  const edited = { ...other, edited: 5 };
  expect(allowedActions(other, room, mainRoom, 0)).toEqual(['reply', 'copy']);
  expect(allowedActions(edited, room, mainRoom, 0)).toEqual(['reply', 'copy']);
  for (const orders of [hosting, helping]) {
    expect(allowedActions(other, orders, mainRoom, 0)).toEqual(['reply', 'copy', 'remove']);
    expect(allowedActions(edited, orders, 'room-game', 0)).toEqual(['reply', 'copy', 'earlier', 'remove']);
    expect(allowedActions(edited, orders, talkWith(an.id), 0)).toEqual(['reply', 'copy']);
  }
});

test('on an older server there is only copying, and with a deleted message nothing', () => {
  expect(allowedActions(own, { you, wire: 'classic' }, mainRoom, 0)).toEqual(['copy']);
  expect(allowedActions({ ...own, deleted: true }, hosting, mainRoom, 0)).toEqual([]);
});

test('Up fetches the last message of one’s own that is still there, and none that is too old', () => {
  const messages = [own, message(3, an), { ...message(4, you), deleted: true as const }];
  expect(lastEditable({ ...room, messages }, own.at)).toBe(own);
  expect(lastEditable({ ...room, messages }, own.at + editWindowMs + 1)).toBeNull();
  expect(lastEditable({ ...room, messages: [message(1, an)] }, 0)).toBeNull();
});
