// The words of the wire against docs/protocol.md: whoever adds one describes it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closeCodes } from './close-codes.ts';
import { errorCodes } from './error-codes.ts';
import { nativeHost } from './native.ts';

const documentation = readFileSync(new URL('../docs/protocol.md', import.meta.url), 'utf8');
const firstCells = documentation.split('\n').flatMap((line) => /^\| `?([\w-]+)`? \|/.exec(line)?.[1] ?? []);

test('every error code and every close code has its row in the documentation, once', () => {
  const rows = firstCells.filter((cell) => errorCodes.some((code) => code === cell));
  expect(rows.toSorted()).toEqual(errorCodes.toSorted());
  expect(firstCells).toEqual(expect.arrayContaining(Object.values(closeCodes).map(String)));
});

test('the examples of commands in the documentation are read by the host', () => {
  const examples = documentation.matchAll(
    /(?:```json\n|`)(\{\s*"type": ?"(?:join|set-[a-z]+|send-message)".*?\})\n?`/gs,
  );
  // Some leave out what their id is.
  const types = [...examples].map(
    ([, example = '']) => nativeHost.decode(example.replace('…', 'somebodys-id')).type,
  );
  expect(types).toEqual(['join', 'set-nickname', 'send-message', 'set-typing']);
});
