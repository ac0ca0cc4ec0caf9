import { emitKeypressEvents } from 'node:readline';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createLineEditor, type LineEditor, type Pressed } from './line-editor.ts';

const keys = {
  left: '\u001b[D',
  right: '\u001b[C',
  up: '\u001b[A',
  down: '\u001b[B',
  home: '\u001b[H',
  end: '\u001b[F',
  erase: '\u007f',
  delete: '\u001b[3~',
  altEnter: '\u001b\r',
  wordLeft: '\u001b[1;5D',
  wordRight: '\u001bf',
};

/** Presses what these bytes are to Node; the result is that of the last key. */
async function press(editor: LineEditor, ...bytes: string[]): Promise<Pressed> {
  const input = new PassThrough();
  let last: Pressed = 'edited';
  emitKeypressEvents(input);
  input.on('keypress', (character, key) => (last = editor.press(character, key)));
  input.end(bytes.join(''));
  await new Promise((ended) => input.on('end', ended));
  return last;
}

/** The line with a bar for the cursor. */
const shown = ({ text, cursor }: LineEditor): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test('What is typed goes in at the cursor, in any script.', async () => {
  const editor = createLineEditor();
  await press(editor, 'Chào 日本😀', keys.left, keys.left, 'X', keys.home, '>', keys.end, '<');
  expect(shown(editor)).toBe('>Chào 日X本😀<|');
});

test('Moving and erasing take a letter with all its marks, and an emoji with all its parts.', async () => {
  const editor = createLineEditor();
  await press(editor, 'Việt'.normalize('NFD'), '👩‍👩‍👧', keys.left, keys.left, keys.left);
  expect(shown(editor)).toBe(`${'Vi'}|${'ệt'.normalize('NFD')}👩‍👩‍👧`);
  await press(editor, keys.right, keys.erase);
  expect(shown(editor)).toBe('Vi|t👩‍👩‍👧');
  await press(editor, keys.right, keys.delete, keys.delete);
  expect(shown(editor)).toBe('Vit|');
});

test('A mark that is typed after its letter joins it.', async () => {
  const editor = createLineEditor();
  await press(editor, 'ab', keys.left, '\u0302', keys.erase);
  expect(shown(editor)).toBe('|b');
});

test.each([
  ['\u0001', '|một hai ba'],
  ['\u0001\u0005', 'một hai ba|'],
  [`${keys.wordLeft}${keys.wordLeft}`, 'một |hai ba'],
  [`\u0001${keys.wordRight}`, 'một| hai ba'],
  ['\u0017', 'một hai |'],
  [`${keys.wordLeft}\u0015`, '|ba'],
  [`${keys.wordLeft}\u000b`, 'một hai |'],
  [`${keys.home}\u0004`, '|ột hai ba'],
  ['\t\u0002\u001b[15~\u0000', 'một hai ba|'],
])('Keys %j make of a line %s', async (bytes, expected) => {
  const editor = createLineEditor();
  await press(editor, 'một hai ba', bytes);
  expect(shown(editor)).toBe(expected);
});

test('Enter submits, Ctrl+C ends, and Ctrl+D ends on an empty line only.', async () => {
  const editor = createLineEditor();
  expect(await press(editor, '\u0004')).toBe('end');
  expect(await press(editor, 'a', '\u0004')).toBe('edited');
  expect(await press(editor, '\u000c')).toBe('clear-screen');
  expect(await press(editor, '\u0003')).toBe('end');
  expect(await press(editor, '\r')).toBe('submit');
  expect([editor.take(), shown(editor)]).toEqual(['a', '|']);
});

test('Alt+Enter breaks the line, and a pasted text keeps its breaks without being sent.', async () => {
  const editor = createLineEditor();
  const paste = '\u001b[200~two\r\nthree\rfour\n\tfive\u0003\u001b[201~';
  expect(await press(editor, 'one', keys.altEnter, paste)).toBe('edited');
  expect(editor.text).toBe('one\ntwo\nthree\nfour\n\tfive');
  expect(await press(editor, '\r')).toBe('submit');
});

test('The arrows bring back what was written, and the draft after it.', async () => {
  const editor = createLineEditor();
  for (const line of ['first', 'second', 'second']) editor.remember(line);
  await press(editor, 'draft', keys.up);
  expect(shown(editor)).toBe('second|');
  await press(editor, keys.up, keys.up);
  expect(shown(editor)).toBe('first|');
  await press(editor, keys.down, keys.down, keys.down);
  expect(shown(editor)).toBe('draft|');
});
