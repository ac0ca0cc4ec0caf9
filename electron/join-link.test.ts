import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress } from '../client/address.ts';
import { joinLinkIn, parseJoinLink } from './join-link.ts';

test.each([
  ['classic-chatbox://join/192.168.1.5', '192.168.1.5:8765'],
  ['classic-chatbox://join/192.168.1.5:9000/', '192.168.1.5:9000'],
  ['CLASSIC-CHATBOX://JOIN/lop9a.local', 'lop9a.local:8765'],
  ['classic-chatbox:join/192.168.1.5', '192.168.1.5:8765'],
  ['classic-chatbox://join/http%3A%2F%2F192.168.1.5%3A8765%2F', '192.168.1.5:8765'],
  ['classic-chatbox://join/wss://chat.example', 'wss://chat.example/'],
  ['classic-chatbox://join/[fe80::1]:8765', '[fe80::1]:8765'],
])('%s leads to %s', (link, address) => {
  expect(parseJoinLink(link)).toBe(address);
});

test.each([
  ['another place', 'classic-chatbox://settings/192.168.1.5'],
  ['no address', 'classic-chatbox://join/'],
  ['another scheme', 'https://join/192.168.1.5'],
  ['a scheme inside', 'classic-chatbox://join/file:///etc/passwd'],
  ['a script inside', 'classic-chatbox://join/javascript:alert(1)'],
  ['broken escapes', 'classic-chatbox://join/%E0%A4%A'],
  ['an end of line', 'classic-chatbox://join/192.168.1.5%0A--flag'],
  ['somebody else before the address', 'classic-chatbox://join/192.168.1.5@evil.example'],
  ['a text that never ends', `classic-chatbox://join/${'a'.repeat(10_000)}`],
  ['no text', 7],
])('a link with %s leads nowhere', (_what, link) => {
  expect(parseJoinLink(link)).toBeNull();
});

test('addresses that people would not see are left out', () => {
  expect(parseJoinLink('classic-chatbox://join/192.168.1.5:8765/#via=6.6.6.6:8765')).toBe('192.168.1.5:8765');
  expect(parseJoinLink('classic-chatbox://join/192.168.1.5%23via%3D6.6.6.6')).toBe('192.168.1.5:8765');
});

test('whatever a link says, what comes out is an address that reads the same again', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
      const address = parseJoinLink(`classic-chatbox://join/${text}`);
      if (address === null) return;
      expect(parseAddress(address)).toMatchObject({ ok: true, value: { display: address } });
      expect(address).not.toContain('#');
    }),
  );
});

test('among the arguments of a start the first link that leads somewhere counts', () => {
  expect(
    joinLinkIn(['electron', '--flag', 'classic-chatbox://join/', 'classic-chatbox://join/10.0.0.7', 'x']),
  ).toBe('10.0.0.7:8765');
  expect(joinLinkIn(['electron', '192.168.1.5', '--join=192.168.1.5'])).toBeNull();
});
