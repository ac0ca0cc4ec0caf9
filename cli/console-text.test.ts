import { renderUnicodeCompact } from 'uqr';
import { expect, test } from 'vitest';
import type { RunningHost } from '../protocol/host-status.ts';
import { runningHost } from '../test/running-host.ts';
import { localUrl, logText, startText } from './console-text.ts';

const host: RunningHost = {
  ...runningHost,
  addresses: [
    ...runningHost.addresses,
    { address: '10.8.0.2', url: 'http://10.8.0.2:8765', kind: 'other', adapter: 'tun9' },
  ],
};

test('the link on this machine is localhost unless one address was asked for', () => {
  expect(localUrl(80, undefined)).toBe('http://localhost:80');
  expect(localUrl(80, '0.0.0.0')).toBe('http://localhost:80');
  expect(localUrl(80, '::')).toBe('http://localhost:80');
  expect(localUrl(80, '127.0.0.1')).toBe('http://127.0.0.1:80');
  expect(localUrl(80, '::1')).toBe('http://[::1]:80');
});

test('the first line says where it listens, then come the addresses in their order, the file and the legend', () => {
  const lines = startText(host, undefined, false).split('\n');
  expect(lines[0]).toBe('listening on http://localhost:8765');
  expect(lines).toContain('Lớp 9A is open.');
  expect(lines.indexOf('  http://192.168.1.5:8765  (wifi, wlan0)')).toBe(
    lines.indexOf('  http://10.8.0.2:8765  (tun9)') - 1,
  );
  expect(lines).toContain('History: /srv/chat/data.json');
  expect(lines).toContainEqual(expect.stringMatching(/^Legend: .*\+ joined .*S message/));
});

test('for a terminal there is a QR code, of the link that carries all addresses', () => {
  const link = 'http://192.168.1.5:8765/#via=10.8.0.2:8765';
  expect(startText(host, undefined, true)).toContain(renderUnicodeCompact(link, { border: 2 }));
  expect(startText(host, undefined, false)).not.toMatch(/[▀▄█]/);
});

test('without a network it says so', () => {
  expect(startText({ ...host, addresses: [] }, undefined, true)).toContain('only this machine can join');
});

test('where it listens on one address, only that one is shared', () => {
  expect(startText(host, '10.8.0.2', false)).not.toContain('192.168.1.5');
  expect(startText(host, '10.8.0.2', false)).toContain('  http://10.8.0.2:8765');
  expect(startText(host, '127.0.0.1', false)).toContain('only this machine can join');
});

test('what happened to the history and the log so far are shown', () => {
  const log = [{ at: 0, symbol: 'i' as const, text: 'hello' }];
  const text = startText({ ...host, notices: [{ code: 'storage-recovered' }], log }, undefined, false);
  expect(text).toContain('Messages are being stored again.\n');
  expect(text).toContain('i  hello\n');
});

test('a log line has the time, the symbol and the text', () => {
  expect(logText({ at: new Date(2026, 0, 2, 3, 4, 5).getTime(), symbol: '+', text: 'An' })).toBe(
    '03:04:05 +  An',
  );
});
