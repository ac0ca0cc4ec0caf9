import { expect, test } from 'vitest';
import { classicHost } from '../../protocol/classic.ts';
import type { Command, Join } from '../../protocol/commands.ts';
import { nativeHost } from '../../protocol/native.ts';
import { applyEffect, createRoom, type Actor, type Effect, type RoomContext } from './room-state.ts';
import { decide, decideExpiry, decideLoss } from './room.ts';

const context: RoomContext = {
  now: 1_000,
  newId: () => 'made-by-the-host',
  address: '192.168.1.7',
  identify: ({ deviceKey, hostKey }) => ({
    ok: true,
    value: {
      id: `seat of ${deviceKey}`,
      device: `seat of ${deviceKey}`,
      host: hostKey === 'host key',
      account: null,
      nameIsFixed: false,
    },
  }),
  keeperOf: () => null,
  closedToOlder: null,
  hasTalk: () => false,
  fileFor: () => null,
};
const stranger: Actor = { seatId: null, dialect: nativeHost };
const classicStranger: Actor = { seatId: null, dialect: classicHost };

function join(nickname: unknown, deviceKey: string, more: Partial<Join> = {}): Join {
  return {
    type: 'join',
    id: 'join-1234',
    protocol: 1,
    nickname,
    deviceKey,
    cursor: null,
    hostKey: null,
    ...more,
  };
}

/** A room in which these commands were carried out, and what the last one led to. */
function roomAfter(...steps: readonly (readonly [Actor, Command])[]) {
  const room = createRoom();
  let effects: Effect[] = [];
  for (const [actor, command] of steps) {
    effects = decide(room, actor, command, context);
    for (const effect of effects) applyEffect(room, effect);
  }
  return { room, effects };
}

const an: Actor = { seatId: 'seat of an', dialect: nativeHost };

test('joining sits down, tells the others, and lets the newcomer in', () => {
  const { effects } = roomAfter([stranger, join('  An ', 'an')]);
  expect(effects.map(({ type }) => type)).toEqual(['sit', 'broadcast', 'enter']);
  expect(effects[1]).toMatchObject({ event: { type: 'person-joined', person: { name: 'An' }, at: 1_000 } });
});

test('a name that differs only in case, width or invisible characters is taken', () => {
  for (const name of ['an', 'AN', 'Ａｎ', 'A\u200bn']) {
    const { effects } = roomAfter([stranger, join('An', 'an')], [stranger, join(name, 'other')]);
    expect(effects).toMatchObject([{ type: 'reply', event: { type: 'refused', code: 'nickname-taken' } }]);
  }
});

test('the same device comes back to its seat without a word to the others', () => {
  const { room, effects } = roomAfter([stranger, join('An', 'an')], [stranger, join('An', 'an')]);
  expect(effects.map(({ type }) => type)).toEqual(['sit', 'enter']);
  expect(room.seats.size).toBe(1);
});

test('the same device under another name is a rename, and the old name is free', () => {
  const { room, effects } = roomAfter([stranger, join('An', 'an')], [stranger, join('Anh', 'an')]);
  expect(effects[1]).toMatchObject({
    event: { type: 'person-renamed', oldName: 'An', person: { name: 'Anh' } },
  });
  expect(decide(room, stranger, join('An', 'other'), context)[0]).toMatchObject({ type: 'sit' });
});

test('only the host key marks the host', () => {
  const { effects } = roomAfter([stranger, join('An', 'an', { hostKey: 'host key' })]);
  expect(effects[0]).toMatchObject({ seat: { host: true } });
  expect(roomAfter([stranger, join('An', 'an', { hostKey: 'guess' })]).effects[0]).toMatchObject({
    seat: { host: false },
  });
});

test('another protocol version is refused for good', () => {
  expect(roomAfter([stranger, join('An', 'an', { protocol: 2 })]).effects).toMatchObject([
    { event: { code: 'version-too-new' } },
    { type: 'close', reason: 'refused' },
  ]);
});

test('a native client that has not joined is refused everything else', () => {
  const commands: Command[] = [
    { type: 'send-message', id: 'message-1', content: 'x' },
    { type: 'set-nickname', id: 'rename-1', nickname: 'An' },
    { type: 'get-history', id: 'page-1234', before: null, after: null, limit: 10 },
    { type: 'set-typing', id: null, typing: true },
  ];
  for (const command of commands) {
    expect(decide(createRoom(), stranger, command, context)).toMatchObject([
      { event: { code: 'not-joined' } },
    ]);
  }
});

test('an older wire registers by its first nickname and is refused in its own order: register before format', () => {
  expect(
    decide(createRoom(), classicStranger, { type: 'set-nickname', id: null, nickname: 'An' }, context),
  ).toMatchObject([
    { type: 'sit' },
    { event: { type: 'nickname-set', oldName: null } },
    { type: 'broadcast' },
  ]);
  expect(
    decide(createRoom(), classicStranger, { type: 'send-message', id: null, content: 5 }, context),
  ).toMatchObject([{ event: { code: 'not-joined' } }]);
});

test('one may change the case of the own name but not take the same name again', () => {
  const { room } = roomAfter([stranger, join('An', 'an')]);
  const rename = (nickname: string) =>
    decide(room, an, { type: 'set-nickname', id: 'rename-1', nickname }, context);
  expect(rename('AN').map(({ type }) => type)).toEqual(['sit', 'reply', 'broadcast']);
  expect(rename('An')).toMatchObject([{ event: { code: 'nickname-taken', echo: 'An', name: 'An' } }]);
});

test('a message carries the id that its sender chose and the sender as the seat knows them', () => {
  const { room } = roomAfter([stranger, join('An', 'an')]);
  expect(decide(room, an, { type: 'send-message', id: 'message-1', content: ' x ' }, context)).toMatchObject([
    { type: 'append', draft: { id: 'message-1', name: 'An', content: ' x ', at: 1_000, by: 'seat of an' } },
  ]);
});

test('a lost native connection keeps its seat until it expires; an older wire leaves at once', () => {
  const { room } = roomAfter([stranger, join('An', 'an')]);
  expect(decideLoss(room, an, 2_000)).toEqual([{ type: 'keep-seat', seatId: 'seat of an' }]);
  expect(decideExpiry(room, 'seat of an', 3_000)).toMatchObject([
    { type: 'stand-up' },
    { event: { type: 'person-left', at: 3_000 } },
  ]);
  const classic = roomAfter([classicStranger, { type: 'set-nickname', id: null, nickname: 'An' }]).room;
  const actor: Actor = { seatId: 'made-by-the-host', dialect: classicHost };
  expect(decideLoss(classic, actor, 2_000).map(({ type }) => type)).toEqual(['stand-up', 'broadcast']);
});

test('leaving gives the seat and the name up at once', () => {
  const { room, effects } = roomAfter([stranger, join('An', 'an')], [an, { type: 'leave', id: 'leave-123' }]);
  expect(effects.map(({ type }) => type)).toEqual(['stand-up', 'broadcast', 'close']);
  expect(room.byKey.size).toBe(0);
});
