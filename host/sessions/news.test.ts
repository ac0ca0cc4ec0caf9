import { expect, test } from 'vitest';
import { nativeHost } from '../../protocol/native.ts';
import { workshopHost } from '../../protocol/workshop.ts';
import type { Broadcast } from '../../protocol/events.ts';
import { News, type Hearers } from './news.ts';

const allHearers: Hearers = { except: null, knowsRooms: false };
const comes = (name: string): Broadcast => ({ type: 'person-joined', person: { id: name, name }, at: 5 });
const [an, binh] = [{}, {}];

test('those who were told as far are given the same bytes', () => {
  const news = new News();
  for (const name of ['An', 'Bình']) news.add(comes(name), [], allHearers);
  expect(news.since(0, nativeHost, an)).toBe(news.since(0, nativeHost, binh));
});

test('each is told from where they stopped, also after the rest was forgotten', () => {
  const news = new News();
  for (const name of ['Chi', 'Dũng', 'Giang']) news.add(comes(name), [], allHearers);
  expect(news.since(1, nativeHost, an).toString()).not.toContain('Chi');
  expect(news.since(1, nativeHost, an).toString()).toContain('Dũng');
  const from = news.end;
  news.forget();
  news.add(comes('Hà'), [], allHearers);
  const told = news.since(from, nativeHost, an).toString();
  expect(told).toContain('Hà');
  expect(told).not.toContain('Giang');
});

test('what is withheld from one is told to the others', () => {
  const news = new News();
  news.add(comes('Chi'), [], { except: an, knowsRooms: false });
  news.add(comes('Dũng'), [], allHearers);
  expect(news.since(0, nativeHost, an).toString()).not.toContain('Chi');
  expect(news.since(0, nativeHost, an).toString()).toContain('Dũng');
  expect(news.since(0, nativeHost, binh).toString()).toContain('Chi');
});

test('what happens in a room is only for wires that know rooms', () => {
  const news = new News();
  news.add(comes('Chi'), [], { except: null, knowsRooms: true });
  expect(news.since(0, nativeHost, an).toString()).toContain('Chi');
  expect(news.since(0, workshopHost, an)).toHaveLength(0);
});

test('wires that repeat the names of everyone say those of the moment at which it happened', () => {
  const news = new News();
  news.add(comes('Bình'), ['An', 'Bình'], allHearers);
  news.add(comes('Chi'), ['An', 'Bình', 'Chi'], allHearers);
  const [first = ''] = workshopHost.encode(comes('Bình'), () => ['An', 'Bình']);
  expect(news.since(0, workshopHost, an).toString()).toContain(first);
});
