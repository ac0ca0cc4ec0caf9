// The words of the wires against their pages in docs/: whoever adds one describes it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classicHost } from './classic.ts';
import { closeCodes } from './close-codes.ts';
import { errorCodes } from './error-codes.ts';
import { firstHost } from './first.ts';
import { nativeHost } from './native.ts';
import { parseV1Request } from './v1-http.ts';
import { workshopHost } from './workshop.ts';

const read = (page: string): string => readFileSync(new URL(`../docs/${page}`, import.meta.url), 'utf8');
const documentation = read('protocol.md');
const firstCells = documentation.split('\n').flatMap((line) => /^\| `?([\w-]+)`? \|/.exec(line)?.[1] ?? []);

test('every error code and every close code has its row in the documentation, once', () => {
  const rows = firstCells.filter((cell) => errorCodes.some((code) => code === cell));
  expect(rows.toSorted()).toEqual(errorCodes.toSorted());
  expect(firstCells).toEqual(expect.arrayContaining(Object.values(closeCodes).map(String)));
});

test('the examples of commands in the documentation are read by the host', () => {
  const examples = documentation.matchAll(
    /(?:```json\n|`)(\{\s*"type": ?"(?:join|set-[a-z]+|send-message|search-messages)".*?\})\n?`/gs,
  );
  // Some leave out what their id is.
  const types = [...examples].map(
    ([, example = '']) => nativeHost.decode(example.replace('…', 'somebodys-id'), false).type,
  );
  expect(types).toEqual(['join', 'set-nickname', 'send-message', 'search-messages', 'set-typing']);
});

test('what a client of an older system sends, as its page says, is read by the host', () => {
  const wires = [
    { ...classicHost, commands: ['set-nickname', 'send-message', 'get-everything'] },
    { ...workshopHost, commands: ['set-nickname', 'send-message', 'get-people', 'ping-host'] },
    { ...firstHost, commands: ['send-as', 'get-everything'] },
  ];
  for (const { name, decode, commands } of wires) {
    const frames = read(`protocol-${name}.md`).matchAll(/^\| `(\{"type":.*?\})` \| [^|]*\|$/gm);
    const types = [...frames].map(([, frame = '']) => decode(frame, false).type);
    // What others hear stands in such rows too, with letters for names and times.
    expect(
      types.filter((type) => type !== 'protocol-error'),
      name,
    ).toEqual(commands);
  }
  const [, target = ''] = /^\| `GET (\S+\?\S+)` \|/m.exec(read('protocol-v1-http.md')) ?? [];
  expect(parseV1Request(target)).toEqual({ type: 'send', name: 'An', content: 'Xin chào' });
});

test('every wire has a page that says what differs and why, and is found from the first one', () => {
  for (const page of ['classic', 'workshop', 'first', 'v1-http'].map((wire) => `protocol-${wire}.md`)) {
    expect(documentation).toContain(`(${page})`);
    expect(read(page)).toMatch(/^## What differs from the original server, and why$/m);
  }
});
