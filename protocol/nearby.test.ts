import { expect, test } from 'vitest';
import { announcementTexts, parseAnnouncement } from './nearby.ts';

const good = {
  name: '0123456789abcdef',
  port: 8765,
  texts: announcementTexts('Lớp 9A'),
  from: '192.168.1.5',
};

test('what a host says of itself is read as it was said', () => {
  expect(parseAnnouncement(good)).toEqual({
    id: '0123456789abcdef',
    name: 'Lớp 9A',
    address: '192.168.1.5:8765',
    people: null,
  });
});

test('the longest name of a chat fits into its string, cut between characters', () => {
  const { name = '' } = announcementTexts('ễ😀'.repeat(50));
  expect(new TextEncoder().encode(`name=${name}`).length).toBeLessThanOrEqual(255);
  expect(name).toMatch(/^(ễ😀)+ễ?$/u);
});

test('a name has one line, a bound, and nothing that turns the text around it', () => {
  const name = `\u001b[2J\u202e9A\r\n${'x'.repeat(60_000)}`;
  const chat = parseAnnouncement({ ...good, texts: { ...good.texts, name } });
  expect(chat?.name).toMatch(/^\[2J 9A x+…$/);
  expect(chat?.name.length).toBeLessThan(250);
});

test('a host that says no name is listed without one', () => {
  expect(parseAnnouncement({ ...good, texts: { v: '1', path: '/' } })?.name).toBe('');
});

test('a host of a later version is listed', () => {
  expect(parseAnnouncement({ ...good, texts: { ...good.texts, v: '12' } })).not.toBeNull();
});

test.each([
  ['a port of none', { port: 0 }],
  ['a port that is too high', { port: 65_536 }],
  ['a port that is no number', { port: '8765' }],
  ['a port in parts', { port: 80.5 }],
  ['an id with a dot', { name: 'lop9a.local.abc' }],
  ['an id without end', { name: 'a'.repeat(41) }],
  ['no id', { name: undefined }],
  ['an address that is a name', { from: 'evil.example' }],
  ['an address with a path', { from: '192.168.1.5:80/x?' }],
  ['the address of everybody', { from: '255.255.255.255' }],
  ['the address of nobody', { from: '0.0.0.0' }],
  ['an address of a group', { from: '224.0.0.251' }],
  ['no texts', { texts: null }],
  ['no version', { texts: { name: 'x', path: '/' } }],
  ['a version that is no number', { texts: { ...good.texts, v: '-1' } }],
  ['another path', { texts: { ...good.texts, path: '//evil.example/' } }],
])('an announcement with %s is none', (_what, change) => {
  expect(parseAnnouncement({ ...good, ...change })).toBeNull();
});
