// Who sits where, and under which name: coming in, another nickname, and going. Pure.
import type { Join, SetNickname } from '../../protocol/commands.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import { parseNickname } from '../../protocol/nickname.ts';
import { isKeptOut } from './decide-removal.ts';
import { personOf, refuse, type Effect, type RoomContext, type RoomState, type Seat } from './room-state.ts';

/** Somebody wants to come in, or to come back. */
export function decideJoin(room: RoomState, command: Join, context: RoomContext): Effect[] {
  if (command.protocol !== protocolVersion) {
    const code = command.protocol < protocolVersion ? 'version-too-old' : 'version-too-new';
    return [refuse(command, code), { type: 'close', reason: 'refused' }];
  }
  const identity = context.identify(command);
  if (!identity.ok) return [refuse(command, identity.code)];
  if (isKeptOut(room, identity.value)) {
    return [refuse(command, 'removed'), { type: 'close', reason: 'removed' }];
  }
  const { id, device, host, account, nameIsFixed } = identity.value;
  const nickname = parseNickname(nameIsFixed ? account?.name : command.nickname);
  if (!nickname.ok) return [refuse(command, nickname.code)];
  const { name, key } = nickname.value;
  if (!isOwnToTake(key, { id, host }, context)) return [refuse(command, 'name-protected')];
  const holder = room.byKey.get(key);
  if (holder !== undefined && holder !== id) return [refuse(command, 'nickname-taken')];

  const before = room.seats.get(id);
  const coHost = account?.role === 'co-host';
  const seat: Seat = { id, name, key, host, coHost, device, address: context.address };
  const effects: Effect[] = [{ type: 'sit', seat }];
  if (!before) {
    effects.push({
      type: 'broadcast',
      event: { type: 'person-joined', person: personOf(seat), at: context.now },
    });
  } else if (before.name !== name) {
    effects.push(renamed(seat, before.name, context.now));
  }
  effects.push({ type: 'enter', command });
  return effects;
}

/** A first nickname is how older wires register; another one is a rename. */
export function decideNickname(
  room: RoomState,
  seat: Seat | undefined,
  command: SetNickname,
  context: RoomContext,
): Effect[] {
  const nickname = parseNickname(command.nickname);
  if (!nickname.ok) return [refuse(command, nickname.code, seat, command.nickname)];
  const { name, key } = nickname.value;
  const holder = room.byKey.get(key);
  const free = holder === undefined || (holder === seat?.id && name !== seat.name);
  if (!free) return [refuse(command, 'nickname-taken', seat, command.nickname)];
  if (!isOwnToTake(key, seat, context)) return [refuse(command, 'name-protected', seat, command.nickname)];

  const taken: Seat = seat
    ? { ...seat, name, key }
    : {
        id: context.newId(),
        name,
        key,
        host: false,
        coHost: false,
        device: null,
        address: context.address,
      };
  return [
    { type: 'sit', seat: taken },
    {
      type: 'reply',
      event: {
        type: 'nickname-set',
        replyTo: command.id,
        oldName: seat?.name ?? null,
        name,
        at: context.now,
      },
    },
    seat
      ? renamed(taken, seat.name, context.now)
      : {
          type: 'broadcast',
          event: { type: 'person-joined', person: personOf(taken), at: context.now },
        },
  ];
}

/** A name that an account keeps is for its owner; whoever hosts may call themselves what they like. */
export function isOwnToTake(
  key: string,
  seat: Pick<Seat, 'id' | 'host'> | undefined,
  { keeperOf }: RoomContext,
): boolean {
  const keeper = keeperOf(key);
  return keeper === null || keeper === seat?.id || seat?.host === true;
}

/** Somebody goes, and their name is free. */
export function standUp(seat: Seat, now: number): Effect[] {
  return [
    { type: 'stand-up', seatId: seat.id },
    { type: 'broadcast', event: { type: 'person-left', person: personOf(seat), at: now } },
  ];
}

function renamed(seat: Seat, oldName: string, at: number): Effect {
  return { type: 'broadcast', event: { type: 'person-renamed', person: personOf(seat), oldName, at } };
}
