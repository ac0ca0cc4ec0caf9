import { expect, test } from 'vitest';
import { createMentionMatcher } from './mentions.ts';
import { parseMessage } from './message-parts.ts';
import type { MessagePart } from './message-parts.ts';

const mentions = createMentionMatcher(['An', 'An Nguyễn', 'Bình', 'cô Hạnh', 'Z'], 'Bình');
const parse = (content: string) => parseMessage(content, mentions);
const text = (value: string): MessagePart => ({ kind: 'text', text: value });
const link = (value: string, href = value): MessagePart => ({ kind: 'link', text: value, href });

test('plain text stays one part, with its line breaks', () => {
  expect(parse('Chào cả lớp\n\n  ngày mới')).toEqual([text('Chào cả lớp\n\n  ngày mới')]);
  expect(parse('')).toEqual([]);
});

test('markup of the web is plain text', () => {
  const hostile =
    '<img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">x</a> &lt;b&gt;';
  expect(parse(hostile)).toEqual([text(hostile)]);
});

test('http and https addresses become links, in any case', () => {
  expect(parse('xem https://vi.wikipedia.org/wiki/Python nhé')).toEqual([
    text('xem '),
    link('https://vi.wikipedia.org/wiki/Python'),
    text(' nhé'),
  ]);
  expect(parse('HTTP://192.168.1.5:8765')).toEqual([
    link('HTTP://192.168.1.5:8765', 'http://192.168.1.5:8765/'),
  ]);
});

test('what begins with www. is an address too, but not a word that only looks like one', () => {
  expect(parse('xem www.google.com, Www.moet.gov.vn/a nhé')).toEqual([
    text('xem '),
    link('www.google.com', 'https://www.google.com/'),
    text(', '),
    link('Www.moet.gov.vn/a', 'https://www.moet.gov.vn/a'),
    text(' nhé'),
  ]);
  for (const plain of ['www', 'www.', 'www.x', 'www..a', 'xwww.a.b', 'www.a:b.c']) {
    expect(parse(plain)).toEqual([text(plain)]);
  }
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ftp://a.b', 'mailto:a@b.c'])(
  'no other address becomes a link: %s',
  (content) => {
    expect(parse(content)).toEqual([text(content)]);
  },
);

test.each(['http://', 'https://', 'http://:80', 'http://[', 'xhttp://a.b', 'https://.', 'http:// a.b'])(
  'what is no whole address stays text: %s',
  (content) => {
    const parts = parse(content);
    expect(
      parts.filter((part) => part.kind === 'link').every(({ href }) => /^https?:\/\/[^/]/.test(href)),
    ).toBe(true);
    expect(parts.map((part) => part.text).join('')).toBe(content);
  },
);

test('punctuation of the sentence does not belong to the link', () => {
  expect(parse('(https://a.vn/b).')).toEqual([text('('), link('https://a.vn/b'), text(').')]);
  expect(parse('https://a.vn/b, rồi')).toEqual([link('https://a.vn/b'), text(', rồi')]);
  expect(parse('https://a.vn/b_(c)!')).toEqual([link('https://a.vn/b_(c)'), text('!')]);
  expect(parse('https://a.vn/?q=[1])')).toEqual([link('https://a.vn/?q=[1]'), text(')')]);
});

test('a link ends at quotes, angle brackets and characters that turn the direction of writing', () => {
  expect(parse('"https://a.vn/"x')).toEqual([text('"'), link('https://a.vn/'), text('"x')]);
  expect(parse('https://a.vn/\u202egpj.exe')).toEqual([link('https://a.vn/'), text('\u202egpj.exe')]);
  expect(parse('<https://a.vn/>')).toEqual([text('<'), link('https://a.vn/'), text('>')]);
});

test('a link is shown as it was written, whatever it hides', () => {
  expect(parse('https://google.com@evil.example/x')).toEqual([link('https://google.com@evil.example/x')]);
});

test('backticks make code on one line', () => {
  expect(parse('dùng `for` nhé')).toEqual([text('dùng '), { kind: 'code', text: 'for' }, text(' nhé')]);
  expect(parse('`https://a.vn/` `@An`')).toEqual([
    { kind: 'code', text: 'https://a.vn/' },
    text(' '),
    { kind: 'code', text: '@An' },
  ]);
});

test('backticks without a partner on their line stay, and what follows them is still read', () => {
  expect(parse('it`s\nhere`s https://a.vn/')).toEqual([text('it`s\nhere`s '), link('https://a.vn/')]);
  expect(parse('``')).toEqual([text('``')]);
});

test('fences make a block of code that keeps its lines and lets go of its language', () => {
  expect(parse('Em bị lỗi:\n```python\nfor i in range(5)\n    print(i)\n```\nạ')).toEqual([
    text('Em bị lỗi:'),
    { kind: 'code-block', text: 'for i in range(5)\n    print(i)' },
    text('ạ'),
  ]);
  expect(parse('```let x = 1;```')).toEqual([{ kind: 'code-block', text: 'let x = 1;' }]);
  expect(parse('```\n  @An `x`\n```')).toEqual([{ kind: 'code-block', text: '  @An `x`' }]);
});

test('a fence that is never closed stays text', () => {
  expect(parse('```\nfor')).toEqual([text('```\nfor')]);
});

test('mentions know the people, the longest name first, in any case, and oneself', () => {
  expect(parse('@An ơi')).toEqual([{ kind: 'mention', text: '@An', own: false }, text(' ơi')]);
  expect(parse('@an nguyễn, @BÌNH')).toEqual([
    { kind: 'mention', text: '@an nguyễn', own: false },
    text(', '),
    { kind: 'mention', text: '@BÌNH', own: true },
  ]);
  expect(parse('chào @cô Hạnh!')).toEqual([
    text('chào '),
    { kind: 'mention', text: '@cô Hạnh', own: false },
    text('!'),
  ]);
});

test('unknown names, halves of names and mail addresses are no mentions', () => {
  for (const content of ['@Ann', '@Anh', 'x@An', 'binh@z.vn', '@', '@ An', '@Bìn']) {
    expect(parse(content)).toEqual([text(content)]);
  }
});

test('all text of a message is kept, however its signs are mixed', () => {
  const pieces = ['`', '```', '@An', '@', 'http://a.b', '(', ')', '\n', ' ', '=', '😄', 'ế', '<', '"', '.'];
  let seed = 7;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  for (let round = 0; round < 500; round += 1) {
    const content = Array.from({ length: 20 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
    const shown = parse(content).map((part) => part.text);
    // Only fences, backticks and the breaks beside blocks may be gone.
    const bare = (value: string) => value.replace(/[`\s]/g, '');
    expect(bare(shown.join(''))).toBe(bare(content));
  }
});

test.each([
  ['`'.repeat(4000)],
  ['` \n'.repeat(1333)],
  ['```\n'.repeat(1000)],
  ['``` '.repeat(999) + '`'],
  ['@'.repeat(4000)],
  ['@A'.repeat(2000)],
  ['http://'.repeat(571)],
  ['http://a.b/' + '('.repeat(3900)],
  ['http://a.b/' + ')'.repeat(3900)],
  ['http://a.b/' + '.'.repeat(3900)],
  ['http://a '.repeat(444)],
  [' '.repeat(4000)],
  ['h'.repeat(4000)],
])('the longest hostile text is read with a bounded number of looks: %#', (content) => {
  // Each look-up of a name and each search from a sign is what could make it slow; count the former.
  let looks = 0;
  const counted = parseMessage(content, {
    match: () => {
      looks += 1;
      return null;
    },
  });
  expect(looks).toBeLessThanOrEqual(50);
  expect(counted.length).toBeLessThanOrEqual(content.length);
});
