import { expect, test } from 'vitest';
import { an, message, you } from '../chat/testing.ts';
import { mainRoom, talkWith } from '../../protocol/conversations.ts';
import type { Message } from '../../protocol/events.ts';
import { editWindowMs } from '../../protocol/limits.ts';
import { allowedActions, canChange, lastEditable } from './allowed.ts';

const inMain = { room: mainRoom, closed: false };
const room = { ...inMain, state: { you, wire: 'native' } } as const;
const hosting = { ...inMain, state: { you: { ...you, host: true }, wire: 'native' } } as const;
const helping = { ...inMain, state: { you: { ...you, coHost: true }, wire: 'native' } } as const;
const own = message(2, you);

test('one’s own message can be edited for ten minutes, and deleted at any time', () => {
  const now = own.at + editWindowMs;
  expect(allowedActions(own, room, now)).toEqual(['reply', 'edit', 'copy', 'remove']);
  expect(allowedActions(own, room, now + 1)).toEqual(['reply', 'copy', 'remove']);
});

test('in the rooms host and co-hosts can delete what others said, and see what was said before', () => {
  const other = message(1, an);
  const edited = { ...other, edited: 5 };
  expect(allowedActions(other, room, 0)).toEqual(['reply', 'copy']);
  expect(allowedActions(edited, room, 0)).toEqual(['reply', 'copy']);
  for (const orders of [hosting, helping]) {
    expect(allowedActions(other, orders, 0)).toEqual(['reply', 'copy', 'remove']);
    const inGame = { ...orders, room: 'room-game' };
    expect(allowedActions(edited, inGame, 0)).toEqual(['reply', 'copy', 'earlier', 'remove']);
    const inTalk = { ...orders, room: talkWith(an.id) };
    expect(allowedActions(edited, inTalk, 0)).toEqual(['reply', 'copy']);
  }
});

test('where nothing can be written any more, what was said is copied and taken back, and nothing else', () => {
  const edited = { ...message(1, an), edited: 5 };
  expect(allowedActions(own, { ...room, closed: true }, 0)).toEqual(['copy', 'remove']);
  expect(allowedActions(edited, { ...hosting, closed: true }, 0)).toEqual(['copy', 'remove']);
  expect(allowedActions(edited, { ...room, closed: true }, 0)).toEqual(['copy']);
  expect(canChange({ ...room, closed: true })).toBe(false);
  expect(lastEditable({ ...room, closed: true, state: { ...room.state, messages: [own] } }, 0)).toBeNull();
});

test('on an older server there is only copying, and with a deleted message nothing', () => {
  expect(allowedActions(own, { ...room, state: { you, wire: 'classic' } }, 0)).toEqual(['copy']);
  expect(allowedActions({ ...own, deleted: true }, hosting, 0)).toEqual([]);
});

test('Up fetches the last message of one’s own that is still there, and none that is too old', () => {
  const last = (messages: readonly Message[], now: number) =>
    lastEditable({ ...room, state: { ...room.state, messages } }, now);
  const messages = [own, message(3, an), { ...message(4, you), deleted: true as const }];
  expect(last(messages, own.at)).toBe(own);
  expect(last(messages, own.at + editWindowMs + 1)).toBeNull();
  expect(last([message(1, an)], 0)).toBeNull();
});

test('Up passes over a picture without words, and fetches one with words for these to be edited', () => {
  const file = { id: 'f1', name: 'ảnh.jpg', size: 9, type: 'image/jpeg' };
  const picture = { ...message(3, you), content: '', file };
  const last = (...messages: readonly Message[]) =>
    lastEditable({ ...room, state: { ...room.state, messages } }, own.at);
  expect(last(own, picture)).toBe(own);
  expect(last(picture)).toBeNull();
  const titled = { ...picture, content: 'bảng hôm nay' };
  expect(last(own, titled)).toBe(titled);
});
