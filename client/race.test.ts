import { expect, test } from 'vitest';
import { createFakePlatform } from './fake-platform.ts';
import { openFirst } from './race.ts';

const urls = ['ws://a:1/', 'ws://b:1/', 'ws://c:1/'];

function startRace({ unopenable = [], headStartMs }: { unopenable?: string[]; headStartMs?: number } = {}) {
  const fake = createFakePlatform(1, unopenable);
  const told: string[] = [];
  const end = openFirst(
    urls,
    fake.platform,
    {
      opened: (_, url) => told.push(`opened ${url}`),
      heard: (frame) => told.push(`heard ${String(frame)}`),
      closed: (code) => told.push(`closed ${code}`),
      failed: () => told.push('failed'),
    },
    headStartMs,
  );
  return { ...fake, told, end, opening: () => fake.sockets.map(({ url }) => url) };
}

test('Each address is tried a quarter of a second after the one before it.', () => {
  const { advance, opening } = startRace();
  advance(0);
  expect(opening()).toEqual(urls.slice(0, 1));
  advance(249);
  expect(opening()).toEqual(urls.slice(0, 1));
  advance(1);
  expect(opening()).toEqual(urls.slice(0, 2));
  advance(250);
  expect(opening()).toEqual(urls);
});

test('The first address may get a longer head start.', () => {
  const { advance, opening } = startRace({ headStartMs: 2_000 });
  advance(1_999);
  expect(opening()).toEqual(urls.slice(0, 1));
  advance(251);
  expect(opening()).toEqual(urls);
});

test('The first socket that opens wins and the others are closed and no longer heard.', () => {
  const { advance, sockets, told } = startRace();
  advance(500);
  sockets[1]!.open();
  sockets[0]!.open();
  expect(sockets.map(({ closedWith }) => closedWith)).toEqual([1000, null, 1000]);
  sockets[1]!.say({ type: 'x' });
  sockets[1]!.drop(1001);
  expect(told).toEqual(['opened ws://b:1/', 'heard {"type":"x"}', 'closed 1001']);
});

test('After a winner no further address is tried.', () => {
  const { advance, sockets, opening } = startRace();
  advance(0);
  sockets[0]!.open();
  advance(10_000);
  expect(opening()).toEqual(urls.slice(0, 1));
});

test('An address that fails, or that the platform refuses, lets the next one start at once.', () => {
  const { advance, sockets, opening } = startRace({ unopenable: ['ws://b:1/'] });
  advance(0);
  sockets[0]!.drop();
  expect(opening()).toEqual(['ws://a:1/', 'ws://c:1/']);
});

test('When all have failed that is told once.', () => {
  const { advance, sockets, told } = startRace();
  advance(500);
  for (const socket of sockets) socket.drop();
  expect(told).toEqual(['failed']);
});

test('Where nothing may be opened at all, that is told after the race has been started.', () => {
  const { advance, told } = startRace({ unopenable: urls });
  expect(told).toEqual([]);
  advance(0);
  expect(told).toEqual(['failed']);
});

test('An ended race closes what is opening and tells nothing.', () => {
  const { advance, sockets, told, end } = startRace();
  advance(250);
  end();
  sockets[0]!.open();
  sockets[1]!.drop();
  advance(1_000);
  expect(sockets.map(({ closedWith }) => closedWith)).toEqual([1000, 1000]);
  expect(told).toEqual([]);
});
