import { expect, test } from 'vitest';
import type { Message } from '../../protocol/events.ts';
import { editWindowMs, maxReactions } from '../../protocol/limits.ts';
import { mainConversation, talkOf } from '../conversations/conversation.ts';
import { decideChange, type ChangeCommand } from './decide-change.ts';
import type { Seat } from './room-state.ts';

const id = 'command-1';
const message: Message = { seq: 3, id: 'message-3', name: 'An', content: 'một', at: 1_000, by: 'seat-an' };
const ref = { seq: 3, id: 'message-3' };
const seat = (seatId: string, more: Partial<Seat> = {}): Seat => ({
  id: seatId,
  name: seatId,
  key: seatId,
  host: false,
  coHost: false,
  device: seatId,
  address: '192.168.1.7',
  ...more,
});
const an = seat('seat-an');
const binh = seat('seat-binh');
const decide = (command: ChangeCommand, who: Seat, now = 2_000, about = message, where = mainConversation) =>
  decideChange(command, about, who, where, now);

const edit: ChangeCommand = { type: 'edit-message', id, message: ref, content: 'hai' };
const remove: ChangeCommand = { type: 'delete-message', id, message: ref };
const react = (emoji: unknown, on = true): ChangeCommand => ({ type: 'react', id, message: ref, emoji, on });

test('one edits what one has said, for ten minutes, into something else that may be said', () => {
  expect(decide(edit, an)).toEqual({
    ok: true,
    value: { ...ref, change: 'edited', content: 'hai', at: 2_000 },
  });
  expect(decide(edit, an, message.at + editWindowMs)).toMatchObject({ ok: true });
  expect(decide(edit, an, message.at + editWindowMs + 1)).toEqual({ ok: false, code: 'too-late' });
  expect(decide(edit, binh)).toEqual({ ok: false, code: 'not-yours' });
  expect(decide({ ...edit, content: '' }, an)).toEqual({ ok: false, code: 'bad-content' });
  expect(decide({ ...edit, content: message.content }, an)).toEqual({ ok: true, value: null });
});

test('one deletes what one has said; host and co-hosts delete anything in a room, and nothing in a talk of others', () => {
  const keepers = [seat('seat-host', { host: true }), seat('seat-co-host', { coHost: true })];
  for (const who of [an, ...keepers]) {
    expect(decide(remove, who)).toEqual({ ok: true, value: { ...ref, change: 'deleted' } });
  }
  expect(decide(remove, binh)).toEqual({ ok: false, code: 'not-yours' });
  const talk = talkOf('seat-an', 'seat-binh');
  for (const who of keepers) {
    expect(decide(remove, who, 2_000, message, talk)).toEqual({ ok: false, code: 'not-yours' });
  }
});

test('a message that nobody can be told to have sent is nobody’s own', () => {
  const { by: _by, ...anonymous } = message;
  expect(decide(edit, an, 2_000, anonymous)).toEqual({ ok: false, code: 'not-yours' });
});

test('what is deleted stays so', () => {
  const gone: Message = { ...message, content: '', deleted: true };
  expect(decide(remove, an, 2_000, gone)).toEqual({ ok: true, value: null });
  expect(decide(edit, an, 2_000, gone)).toEqual({ ok: false, code: 'unknown-message' });
  expect(decide(react('👍'), an, 2_000, gone)).toEqual({ ok: false, code: 'unknown-message' });
});

test('an emoji is put there once, taken away once, and there are not more than a message can show', () => {
  const liked: Message = { ...message, reactions: [{ emoji: '👍', by: ['seat-binh'] }] };
  const change = { ...ref, change: 'reacted', emoji: '👍', by: 'seat-an', on: true };
  expect(decide(react('👍'), an, 2_000, liked)).toEqual({ ok: true, value: change });
  expect(decide(react('👍'), binh, 2_000, liked)).toEqual({ ok: true, value: null });
  expect(decide(react('👍', false), an, 2_000, liked)).toEqual({ ok: true, value: null });
  expect(decide(react('not one'), an)).toEqual({ ok: false, code: 'bad-emoji' });
  const flags = Array.from({ length: maxReactions }, (_, n) => String.fromCodePoint(0x1f600 + n));
  const full: Message = { ...message, reactions: flags.map((emoji) => ({ emoji, by: ['seat-binh'] })) };
  expect(decide(react('🐢'), an, 2_000, full)).toEqual({ ok: false, code: 'too-many-reactions' });
  expect(decide(react(flags[0]), an, 2_000, full)).toMatchObject({ ok: true });
});
