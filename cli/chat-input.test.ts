import { expect, test } from 'vitest';
import { parseChatInput } from './chat-input.ts';

test('A line is said as it is, with its white space and its line breaks.', () => {
  expect(parseChatInput('  Chào cả lớp! /quit ')).toEqual({ kind: 'say', content: '  Chào cả lớp! /quit ' });
  expect(parseChatInput('one\n/two')).toEqual({ kind: 'say', content: 'one\n/two' });
});

test('The line break at the end of a pasted text is not said.', () => {
  expect(parseChatInput('one\ntwo\n')).toEqual({ kind: 'say', content: 'one\ntwo' });
});

test.each(['', ' ', '\t\n'])('%j says nothing', (line) => {
  expect(parseChatInput(line)).toEqual({ kind: 'blank' });
});

test('Two slashes are one that is said.', () => {
  expect(parseChatInput('//quit')).toEqual({ kind: 'say', content: '/quit' });
  expect(parseChatInput('///')).toEqual({ kind: 'say', content: '//' });
});

test.each(['help', 'users', 'rooms', 'join', 'quit'] as const)('/%s is a command, in any case', (kind) => {
  expect(parseChatInput(`/${kind}`)).toEqual({ kind });
  expect(parseChatInput(`/${kind.toUpperCase()} now`)).toEqual({ kind });
});

test('/name takes the rest of the line, blanks inside it too.', () => {
  expect(parseChatInput('/name  Ngọc Ánh ')).toEqual({ kind: 'name', nickname: 'Ngọc Ánh' });
  expect(parseChatInput('/name')).toEqual({ kind: 'name', nickname: '' });
});

test('/room and /msg take the rest of the line.', () => {
  expect(parseChatInput('/room  Trò chơi ')).toEqual({ kind: 'room', name: 'Trò chơi' });
  expect(parseChatInput('/ROOM')).toEqual({ kind: 'room', name: '' });
  expect(parseChatInput('/msg Ngọc Ánh  chào ')).toEqual({ kind: 'message', text: 'Ngọc Ánh  chào' });
});

test.each([
  ['/who', '/who'],
  ['/', '/'],
  ['/o/ hi', '/o/'],
  ['/nameAn', '/nameAn'],
])('%j is no other command by mistake', (line, command) => {
  expect(parseChatInput(line)).toEqual({ kind: 'unknown', command });
});
