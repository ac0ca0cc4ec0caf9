// The screen as a person sees it, drawn by a small terminal that refuses rows which are too long.
import { expect, test } from 'vitest';
import { startInteractiveTerminal } from './interactive-terminal.ts';
import { createTestKeyboard, createTestScreen } from './testing.ts';

function start(columns = 40, signalled: Promise<void> = new Promise(() => undefined)) {
  const [input, output] = [createTestKeyboard(), createTestScreen(columns)];
  const terminal = startInteractiveTerminal({ input, output, signalled });
  terminal.setPrompt('\u001b[31mAn\u001b[0m> ');
  return { terminal, input, output };
}

test('A message appears above the line being typed, which stays with its cursor.', async () => {
  const { terminal, input, output } = start();
  input.write('half of a li\u001b[D\u001b[D');
  await output.shows((screen) => screen.endsWith('half of a li'));
  terminal.print({ text: '12:00 Bình: xin chào', indent: 6 });
  expect(output.rows()).toEqual(['12:00 Bình: xin chào', 'An> half of a li']);
  expect(output.cursor()).toBe('An> half of a '.length);
});

test('A line longer than the terminal stays on one row and comes out whole.', async () => {
  const { terminal, input, output } = start(30);
  const line = 'Tiếng Việt '.normalize('NFD') + '日本語 👩‍👩‍👧 '.repeat(6) + 'end';
  input.write(line);
  await output.shows((screen) => screen.endsWith('end'));
  terminal.print({ text: '12:00 Bình: a message that is longer than the terminal is wide', indent: 6 });
  expect(output.rows().slice(0, -1)).toEqual([
    '12:00 Bình: a message that is',
    '      longer than the',
    '      terminal is wide',
  ]);
  expect(output.rows().at(-1)).toMatch(/^An> ….* end$/);
  input.write('\r');
  expect(await terminal.nextLine()).toBe(line);
});

test('A character whose bytes come in two pieces is one character.', async () => {
  const { terminal, input } = start();
  const bytes = Buffer.from('日😀\r');
  for (const byte of bytes) input.write(Buffer.from([byte]));
  expect(await terminal.nextLine()).toBe('日😀');
});

test('Lines typed ahead wait in order, and the end comes after them.', async () => {
  const { terminal, input } = start();
  input.write('one\rtwo\r\u0003three\r');
  await terminal.interrupted;
  expect([await terminal.nextLine(), await terminal.nextLine(), await terminal.nextLine()]).toEqual([
    'one',
    'two',
    null,
  ]);
});

test('A question stands where the prompt was, and its answer stays on the screen.', async () => {
  const { terminal, input, output } = start();
  const answer = terminal.ask('Your name: ');
  input.write('Bình\r');
  expect(await answer).toBe('Bình');
  await output.shows((screen) => screen === 'Your name: Bình\nAn>');
  input.write('\u001b[A');
  await output.shows((screen) => screen.endsWith('An>'));
});

test('An answer that was typed before its question is the answer to it.', async () => {
  const { terminal, input, output } = start();
  input.write('Bình\rtyped on');
  await output.shows((screen) => screen.endsWith('typed on'));
  expect(await terminal.ask('Your name: ')).toBe('Bình');
  expect(output.rows()).toEqual(['Your name: Bình', 'An> typed on']);
});

test('The row is drawn anew when the terminal changes its size, and a name too wide gives way.', async () => {
  const { input, output } = start();
  input.write('0123456789012345678901234567890');
  await output.shows((screen) => screen.endsWith('67890'));
  output.columns = 14;
  output.emit('resize');
  await output.shows((screen) => screen === '> …1234567890');
});

test.each(['\u0003', '\u0004'])('%j interrupts', async (key) => {
  const { terminal, input } = start();
  const line = terminal.nextLine();
  input.write(key);
  await terminal.interrupted;
  expect(await line).toBeNull();
});

test('A signal and a window that is gone interrupt as well.', async () => {
  const { terminal: first } = start(40, Promise.resolve());
  await first.interrupted;
  const { terminal: second, input } = start();
  input.destroy(new Error('EIO'));
  await second.interrupted;
});

test('Closing gives the terminal back, and what is said after it has no prompt below it.', async () => {
  const { terminal, input, output } = start();
  await output.shows((screen) => screen === 'An>');
  expect(input.raw).toBe(true);
  terminal.close();
  terminal.print({ text: 'Good bye.', indent: 0 });
  expect(input.raw).toBe(false);
  expect(output.written()).toContain('\u001b[?2004l');
  expect(output.rows()).toEqual(['Good bye.', '']);
});
