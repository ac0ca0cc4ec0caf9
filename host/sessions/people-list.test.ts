import { describe, expect, it } from 'vitest';
import { encodePerson } from '../../protocol/native.ts';
import { PeopleList } from './people-list.ts';
import { applyEffect, createRoom, peopleIn, type Effect } from '../decide/room-state.ts';

function crowd(count: number) {
  const place = { coHost: false, device: 'any', address: '192.168.1.7' };
  const room = createRoom();
  const list = new PeopleList(room, encodePerson);
  const happen = (effect: Effect): void => {
    list.before(effect);
    applyEffect(room, effect);
  };
  const sit = (n: number, name = `person ${n}`, host = false): void =>
    happen({ type: 'sit', seat: { id: `seat-${n}`, name, key: name, host, ...place } });
  const listed = (): unknown => JSON.parse(`[${Buffer.concat(list.bytes()).toString()}]`);
  for (let n = 0; n < count; n += 1) sit(n);
  return { room, list, happen, sit, listed };
}

describe('the list of people', () => {
  it.each([0, 1, 64, 65, 300])('has all of %i people in the order in which they came', (count) => {
    const { room, listed } = crowd(count);
    expect(listed()).toEqual(peopleIn(room));
  });

  it('goes on from the pages that it has made', () => {
    const { room, list, listed, sit } = crowd(200);
    const [first] = list.bytes();
    for (let n = 200; n < 400; n += 1) sit(n);
    expect(list.bytes()[0]).toBe(first);
    expect(listed()).toEqual(peopleIn(room));
  });

  it('keeps a page in a buffer of its own, not in a pool that it would keep as well', () => {
    const [page] = crowd(100).list.bytes();
    expect(page?.buffer.byteLength).toBe(page?.length);
  });

  it('forgets who has left, and has who comes back at the end', () => {
    const { room, happen, listed, sit } = crowd(150);
    listed();
    happen({ type: 'stand-up', seatId: 'seat-3' });
    expect(listed()).toEqual(peopleIn(room));
    sit(3);
    expect(listed()).toEqual(peopleIn(room));
  });

  it('has the new name of somebody on an old page, and the mark of the host', () => {
    const { room, listed, sit } = crowd(150);
    listed();
    sit(3, 'An');
    expect(listed()).toEqual(peopleIn(room));
    sit(3, 'An', true);
    expect(listed()).toEqual(peopleIn(room));
  });

  it('keeps its pages when somebody comes back to the same seat under the same name', () => {
    const { list, sit } = crowd(150);
    const [first] = list.bytes();
    sit(3);
    expect(list.bytes()[0]).toBe(first);
  });
});
