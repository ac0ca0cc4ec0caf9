import { expect, test } from 'vitest';
import { formatShareUrl, parseAddress, parsePageUrl, withoutPassword } from './address.ts';

function urls(text: unknown): readonly string[] | string {
  const parsed = parseAddress(text);
  return parsed.ok ? parsed.value.urls : parsed.code;
}

test.each([
  ['192.168.1.5', 'ws://192.168.1.5:8765/'],
  ['  192.168.1.5 \n', 'ws://192.168.1.5:8765/'],
  ['192.168.1.5:9000', 'ws://192.168.1.5:9000/'],
  ['192.168.1.5:8765/', 'ws://192.168.1.5:8765/'],
  ['192.168.1.5:8765///', 'ws://192.168.1.5:8765/'],
  ['http://192.168.1.5', 'ws://192.168.1.5:8765/'],
  ['http://192.168.1.5:80', 'ws://192.168.1.5:80/'],
  ['HTTP://192.168.1.5:8765/index.html?x=1', 'ws://192.168.1.5:8765/'],
  ['ws://192.168.1.5', 'ws://192.168.1.5:8765/'],
  ['ws://192.168.1.5:8765/first', 'ws://192.168.1.5:8765/first'],
  ['https://chat.school.vn', 'wss://chat.school.vn:443/'],
  ['https://school.vn:8443/chat/', 'wss://school.vn:8443/chat/'],
  ['wss://school.vn/chat', 'wss://school.vn:443/chat'],
  ['Lop9A.local', 'ws://lop9a.local:8765/'],
  ['may-co-lan', 'ws://may-co-lan:8765/'],
  ['localhost:1', 'ws://localhost:1/'],
  ['[::1]:9000', 'ws://[::1]:9000/'],
  ['[fe80::1]', 'ws://[fe80::1]:8765/'],
  ['::1', 'ws://[::1]:8765/'],
  ['fe80::a:1', 'ws://[fe80::a:1]:8765/'],
])('"%s" is the chat at %s.', (text, url) => {
  expect(urls(text)).toEqual([url]);
});

test.each([
  '',
  '   ',
  'ftp://192.168.1.5',
  'javascript://x',
  'http://',
  'hello there',
  '8765',
  '192.168.1',
  '192.168.1.500',
  '192.168.1.5:0',
  '192.168.1.5:70000',
  '192.168.1.5:port',
  'user@192.168.1.5',
  '[::1',
  'fe80::1%eth0',
  'a'.repeat(3_000),
  null,
  42,
])('%j is no address.', (text) => {
  expect(urls(text)).toBe('bad-address');
});

test('A shared link carries the other addresses of its host, each once.', () => {
  const link =
    'http://192.168.1.5:8765/#via=172.20.10.2:8765,192.168.1.5:8765,10.0.0.3,172.20.10.2:8765,[::1]:9';
  expect(urls(link)).toEqual([
    'ws://192.168.1.5:8765/',
    'ws://172.20.10.2:8765/',
    'ws://10.0.0.3:8765/',
    'ws://[::1]:9/',
  ]);
});

test('Bad entries of a shared link are left out, and their number is bounded.', () => {
  const many = Array.from({ length: 50 }, (_, index) => `10.0.0.${index}`).join(',');
  expect(urls(`192.168.1.5#via=,not a host,ftp://x,http://evil/x,10.0.0.3/path,10.0.0.4`)).toEqual([
    'ws://192.168.1.5:8765/',
    'ws://10.0.0.4:8765/',
  ]);
  expect(urls(`192.168.1.5#via=${many}`)).toHaveLength(8);
});

test('An encrypted chat is not tried over plain addresses.', () => {
  expect(urls('https://school.vn/#via=10.0.0.3:8765')).toEqual(['wss://school.vn:443/']);
});

test.each([
  ['http://192.168.1.5', '192.168.1.5:8765', 'http://192.168.1.5:8765/api/info'],
  ['[::1]:9000', '[::1]:9000', 'http://[::1]:9000/api/info'],
  ['https://school.vn/chat/', 'https://school.vn/chat/', 'https://school.vn:443/chat/api/info'],
  ['wss://school.vn:8443', 'wss://school.vn:8443/', 'https://school.vn:8443/api/info'],
])('"%s" is shown as %s, and says what it is at %s.', (text, display, infoUrl) => {
  const parsed = parseAddress(text);
  expect(parsed).toMatchObject({ ok: true, value: { display, infoUrl } });
  expect(urls(display)).toEqual(urls(text));
});

test('A page without a port was served at the port of its scheme.', () => {
  expect(parsePageUrl('http://lop9a.local/')).toMatchObject({ value: { urls: ['ws://lop9a.local:80/'] } });
  expect(parsePageUrl('https://school.vn/')).toMatchObject({ value: { urls: ['wss://school.vn:443/'] } });
  expect(parsePageUrl('http://lop9a.local:8765/#via=10.0.0.3:8765')).toMatchObject({
    value: { urls: ['ws://lop9a.local:8765/', 'ws://10.0.0.3:8765/'] },
  });
  expect(parsePageUrl(undefined)).toEqual({ ok: false, code: 'bad-address' });
});

test('A share link is read back as the addresses that it was made of.', () => {
  const link = formatShareUrl(['192.168.1.5', 'fe80::1', '10.0.0.3'], 9000);
  expect(link).toBe('http://192.168.1.5:9000/#via=[fe80::1]:9000,10.0.0.3:9000');
  expect(urls(link)).toEqual(['ws://192.168.1.5:9000/', 'ws://[fe80::1]:9000/', 'ws://10.0.0.3:9000/']);
});

test('A link may carry the chat’s password, in any script, behind what browsers keep to themselves.', () => {
  for (const addresses of [['192.168.1.5'], ['192.168.1.5', '10.0.0.3']]) {
    const link = formatShareUrl(addresses, 8765, 'hoa sữa & #1%');
    expect(new URL(link).pathname).toBe('/');
    expect(parseAddress(link)).toMatchObject({ ok: true, value: { password: 'hoa sữa & #1%' } });
    expect(urls(link)).toHaveLength(addresses.length);
    expect(withoutPassword(link)).toBe(formatShareUrl(addresses, 8765));
  }
  expect(parseAddress('http://192.168.1.5/#password=%')).toMatchObject({ ok: true });
  expect(withoutPassword('http://192.168.1.5/')).toBe('http://192.168.1.5/');
});

test('A machine with one address has a link without others, and one without a network links to itself.', () => {
  expect(formatShareUrl(['192.168.1.5'], 8765)).toBe('http://192.168.1.5:8765/');
  expect(formatShareUrl([], 8765)).toBe('http://localhost:8765/');
});
