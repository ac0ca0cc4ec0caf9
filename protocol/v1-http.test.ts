import { expect, test } from 'vitest';
import { maxContentCodePoints } from './limits.ts';
import { formatTimestamp } from './timestamp.ts';
import { parseV1Request, v1Everything, v1NotGot, v1NotSent, v1Sent } from './v1-http.ts';

const contentOf = (encoded: string): unknown => {
  const request = parseV1Request(`/send/?name=An&content=${encoded}`);
  return request?.type === 'send' ? request.content : request;
};

test('only the two paths are asked for anything', () => {
  for (const target of ['/', '/sen', '/sends', '/send/x', '/get/x', '/get//', 'send/', '', '/SEND/']) {
    expect(parseV1Request(target), target).toBeNull();
  }
  expect(parseV1Request('/get/?x=1')).toEqual({ type: 'get' });
});

test('a path without its slash has moved, with all that followed it', () => {
  expect(parseV1Request('/send?name=An&content=%C3')).toEqual({
    type: 'moved',
    target: '/send/?name=An&content=%C3',
  });
  expect(parseV1Request('/get')).toEqual({ type: 'moved', target: '/get/' });
});

test('a message needs both arguments, which may be empty, and the first of a name counts', () => {
  for (const query of ['', '?', '?name=An', '?content=x', '?Name=An&content=x', '?name=An;content=x']) {
    expect(parseV1Request(`/send/${query}`), query).toEqual({ type: 'bad-send' });
  }
  expect(parseV1Request('/send/?name&content=')).toEqual({ type: 'send', name: '', content: '' });
  expect(parseV1Request('/send/?&&content=a=b&na%6De=An&name=Binh&z')).toEqual({
    type: 'send',
    name: 'An',
    content: 'a=b',
  });
});

test('a query is UTF-8 in percent signs, and a plus is a space', () => {
  expect(contentOf('a%2Bb+c%26%3d')).toBe('a+b c&=');
  expect(contentOf('ch%C3%A0o%f0%9F%98%80')).toBe('chào😀');
  expect(contentOf('100%&x=%zz')).toBe('100%');
  expect(contentOf('%zz%4')).toBe('%zz%4');
  // Bytes that a client did not encode: one character each, as a request line is read.
  expect(contentOf('ch\u00c3\u00a0o')).toBe('chào');
});

test('bytes that are no UTF-8 are read as any decoder of the web reads them', () => {
  const decoder = new TextDecoder();
  const samples = [
    'ff',
    'C3',
    'c3 28',
    'c0 af',
    'e0 80 80',
    'ed a0 80',
    'e1 80',
    'f0 9f 98',
    'f0 80 80',
    'f4 90 80 80',
  ];
  for (const sample of [...samples, 'f1 80 80 41', 'f5 80', '80 80', 'e2 82 e2 82 ac', 'c3 c3 a0']) {
    const bytes = sample.split(' ');
    const expected = decoder.decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
    expect(contentOf(bytes.map((byte) => `%${byte}`).join('')), sample).toBe(expected);
  }
});

test('the longest message is read as it was sent', () => {
  const content = '😀'.repeat(maxContentCodePoints);
  expect(contentOf(encodeURIComponent(content))).toBe(content);
});

test('answers say that it was done, or that it was not and what the disk has', () => {
  const at = new Date(2026, 10, 20, 8, 17, 26).getTime();
  expect(JSON.parse(v1Sent(at))).toEqual({ sent: true, timestamp: formatTimestamp(at) });
  expect(JSON.parse(v1NotSent('bad-content'))).toEqual({ sent: false });
  expect(JSON.parse(v1NotSent('storage-full'))).toEqual({ sent: false, error: 'storage-full' });
  expect(JSON.parse(v1NotGot('storage-failed'))).toEqual({ got: false, error: 'storage-failed' });
  expect(JSON.parse(v1Everything.head + v1Everything.tail)).toEqual({ got: true, data: [] });
});
