import { expect, test } from 'vitest';
import { RequestPolicy } from './request-policy.ts';

const policy = () => new RequestPolicy(['May-Co-Hanh', 'chat.truong.edu.vn'], ['https://allowed.example']);

test('names that only this network can point here are answered', () => {
  for (const host of [
    '192.168.1.5:8765',
    '[::1]:8765',
    'localhost',
    'lop9a.local:80',
    'may-co-hanh',
    'pc7:8765',
  ]) {
    expect(policy().allowsHost(host), host).toBe(true);
  }
  expect(policy().allowsHost('chat.truong.edu.vn:8765')).toBe(true);
});

test('a name that a stranger can point here is not', () => {
  for (const host of [
    'evil.example',
    'a.b.c:8765',
    '',
    undefined,
    'local.evil.com',
    '192.168.1.5.nip.io',
    'a@b',
    'x:y:z',
  ]) {
    expect(policy().allowsHost(host), host).toBe(false);
  }
});

test('programs, our own page and what was allowed may connect', () => {
  const own = ['10.0.0.7:8765'];
  const { allowsOrigin } = bound(policy());
  expect(allowsOrigin(undefined, 'pc7:8765', own)).toBe(true);
  expect(allowsOrigin('http://PC7:8765', 'pc7:8765', own)).toBe(true);
  expect(allowsOrigin('http://10.0.0.7:8765', 'pc7:8765', own)).toBe(true);
  expect(allowsOrigin('https://allowed.example', 'pc7:8765', own)).toBe(true);
});

test('foreign pages, pages from a file and sandboxed frames are refused, remembered, and can be allowed', () => {
  const asked = policy();
  const { allowsOrigin } = bound(asked);
  expect(allowsOrigin('http://evil.example', 'pc7:8765', [])).toBe(false);
  expect(allowsOrigin('null', 'pc7:8765', [])).toBe(false);
  expect(allowsOrigin('http://pc7:9999', 'pc7:8765', [])).toBe(false);
  expect(asked.refusedOrigins).toEqual(['http://evil.example', 'null', 'http://pc7:9999']);
  asked.allowOrigin('null');
  expect(allowsOrigin('null', 'pc7:8765', [])).toBe(true);
  expect(asked.refusedOrigins).not.toContain('null');
});

test('made-up origins do not grow the list without end', () => {
  const asked = policy();
  for (let n = 0; n < 1_000; n += 1) asked.allowsOrigin(`http://evil${n}.example`, 'pc7', []);
  asked.allowsOrigin('http://old-page.example', 'pc7', []);
  asked.allowsOrigin(`http://${'x'.repeat(1_000)}.example`, 'pc7', []);
  expect(asked.refusedOrigins.length).toBe(20);
  expect(asked.refusedOrigins.at(-1)).toBe('http://old-page.example');
});

function bound(asked: RequestPolicy): Pick<RequestPolicy, 'allowsOrigin'> {
  return { allowsOrigin: (...args) => asked.allowsOrigin(...args) };
}
