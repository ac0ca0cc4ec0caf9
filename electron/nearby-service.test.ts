import { expect, test, vi } from 'vitest';
import type { NearbyChat } from '../protocol/nearby.ts';
import { createNearbyService } from './nearby-service.ts';

const chat = (id: string): NearbyChat => ({ id, name: id, address: '192.168.1.5:8765', people: null });

function setUp(own: string | null = null) {
  const close = vi.fn();
  const found = vi.fn<(chats: readonly NearbyChat[]) => void>();
  const browse = vi.fn(({ onChange }: { onChange: (chats: readonly NearbyChat[]) => void }) => {
    found.mockImplementation(onChange);
    return { close };
  });
  return { nearby: createNearbyService({ ownId: () => own, browse }), browse, found, close };
}

test('it looks around while somebody listens, once for all of them, and stops with the last', () => {
  const { nearby, browse, close } = setUp();
  expect(browse).not.toHaveBeenCalled();
  const stops = [nearby.subscribe(vi.fn()), nearby.subscribe(vi.fn())];
  expect(browse).toHaveBeenCalledOnce();
  stops[0]?.();
  expect(close).not.toHaveBeenCalled();
  stops[1]?.();
  expect(close).toHaveBeenCalledOnce();
  nearby.subscribe(vi.fn());
  expect(browse).toHaveBeenCalledTimes(2);
});

test('everyone hears how things stand first, then every change, without the chat of this app', () => {
  const { nearby, found } = setUp('own-chat');
  const early = vi.fn();
  nearby.subscribe(early);
  found([chat('own-chat'), chat('other-chat')]);
  const late = vi.fn();
  nearby.subscribe(late);
  expect(early.mock.calls).toEqual([[[]], [[chat('other-chat')]]]);
  expect(late.mock.calls).toEqual([[[chat('other-chat')]]]);
});

test('what was there when the last one stopped listening is not shown to the next', () => {
  const { nearby, found } = setUp();
  const stop = nearby.subscribe(vi.fn());
  found([chat('other-chat')]);
  stop();
  const next = vi.fn();
  nearby.subscribe(next);
  expect(next.mock.calls).toEqual([[[]]]);
});
