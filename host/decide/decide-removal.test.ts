import { expect, test } from 'vitest';
import { maxRemoved } from '../../protocol/limits.ts';
import {
  decideReadmission,
  decideRemoval,
  isAddressKeptOut,
  isKeptOut,
  removedFor,
} from './decide-removal.ts';
import { applyEffect, createRoom, type Identity, type Seat } from './room-state.ts';

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  id,
  name: id,
  key: id,
  host: false,
  coHost: false,
  device: `device of ${id}`,
  address: '192.168.1.7',
  ...more,
});
const host = seat('host', { host: true });
const lan = seat('lan', { coHost: true });
const hoa = seat('hoa', { coHost: true });
const minh = seat('minh');
const older = seat('older', { device: null, address: '192.168.1.9' });

const coming = (id: string, device: string, isHost = false): Identity => ({
  id,
  device,
  host: isHost,
  account: null,
  nameIsFixed: false,
});

function roomOf(...seats: readonly Seat[]) {
  const room = createRoom();
  for (const each of seats) applyEffect(room, { type: 'sit', seat: each });
  return room;
}

const everyone = [host, lan, hoa, minh, older];

function remove(room: ReturnType<typeof roomOf>, by: Seat, person: string) {
  const effects = decideRemoval(room, by, { type: 'remove-person', id: 'command-1', person });
  for (const effect of effects) applyEffect(room, effect);
  return effects.map((effect) =>
    effect.type === 'reply' && effect.event.type === 'refused' ? effect.event.code : effect.type,
  );
}

const isDone = ['remove', 'reply'];

test('the host sends away anybody but themselves, a co-host those who are neither host nor co-host', () => {
  for (const person of [lan, hoa, minh, older]) {
    expect(remove(roomOf(...everyone), host, person.id)).toEqual(isDone);
  }
  expect(remove(roomOf(...everyone), host, host.id)).toEqual(['not-allowed']);
  for (const person of [minh, older]) expect(remove(roomOf(...everyone), lan, person.id)).toEqual(isDone);
  for (const person of [host, hoa, lan]) {
    expect(remove(roomOf(...everyone), lan, person.id)).toEqual(['not-allowed']);
  }
});

test('nobody is sent away who is not here', () => {
  const room = roomOf(...everyone);
  expect(remove(room, host, 'somebody-else')).toEqual(['unknown-person']);
  expect(room.removed.size).toBe(0);
});

test('who was sent away is kept out on the same device, with another account too, and with the same account', () => {
  const room = roomOf(...everyone);
  remove(room, host, 'minh');
  expect(isKeptOut(room, coming('minh', 'device of minh'))).toBe(true);
  expect(isKeptOut(room, coming('another-account', 'device of minh'))).toBe(true);
  expect(isKeptOut(room, coming('minh', 'another device'))).toBe(true);
  expect(isKeptOut(room, coming('an', 'another device'))).toBe(false);
  // An account may have the id of the device on which it was made, which others use, too.
  expect(isKeptOut(room, coming('guest', 'minh'))).toBe(false);
});

test('whoever hosts gets in on any device', () => {
  const room = roomOf(...everyone);
  remove(room, host, 'minh');
  expect(isKeptOut(room, coming('minh', 'device of minh', true))).toBe(false);
});

test('without a device key it is the address that is kept out, and only where it has none', () => {
  const room = roomOf(...everyone);
  remove(room, host, 'minh');
  expect(isAddressKeptOut(room, minh.address)).toBe(false);
  remove(room, host, 'older');
  expect(isAddressKeptOut(room, older.address)).toBe(true);
  expect(isKeptOut(room, coming('an', 'device of an'))).toBe(false);
});

test('whoever is let back in comes in, and letting them in twice is as good as once', () => {
  const room = roomOf(...everyone);
  remove(room, host, 'minh');
  for (const time of [1, 2]) {
    const effects = decideReadmission({ type: 'readmit-person', id: 'command-2', person: 'minh' });
    for (const effect of effects) applyEffect(room, effect);
    expect(effects.at(-1), String(time)).toMatchObject({ event: { type: 'done', replyTo: 'command-2' } });
    expect(isKeptOut(room, coming('minh', 'device of minh'))).toBe(false);
  }
});

test('who was sent away is listed for host and co-hosts, and for nobody else', () => {
  const room = roomOf(...everyone);
  remove(room, host, 'minh');
  remove(room, host, 'older');
  const listed = [
    { id: 'minh', name: 'minh' },
    { id: 'older', name: 'older' },
  ];
  expect(removedFor(room, host)).toEqual(listed);
  expect(removedFor(room, lan)).toEqual(listed);
  expect(removedFor(room, seat('an'))).toEqual([]);
});

test('beyond what is remembered the one of longest ago may come in again', () => {
  const room = roomOf(host);
  for (let number = 0; number <= maxRemoved; number += 1) {
    const person = seat(`person-${number}`);
    applyEffect(room, { type: 'sit', seat: person });
    remove(room, host, person.id);
  }
  expect(room.removed.size).toBe(maxRemoved);
  expect(isKeptOut(room, coming('person-0', 'device of person-0'))).toBe(false);
  expect(isKeptOut(room, coming('person-1', 'device of person-1'))).toBe(true);
});
