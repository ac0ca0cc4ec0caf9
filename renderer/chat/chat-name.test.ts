import { expect, test } from 'vitest';
import { chatNameOf } from './chat-name.ts';

const connection = { name: 'joined', address: '192.168.1.20:5000' } as const;

test('a chat has the name that its host gave it', () => {
  expect(chatNameOf({ chat: { name: 'Lớp 9A', hostName: 'Bình' }, connection })).toBe('Lớp 9A');
});

test('a chat without a name, as on older servers, is called by its address', () => {
  expect(chatNameOf({ chat: { name: '', hostName: '' }, connection })).toBe('192.168.1.20:5000');
});

test('before anything was joined there is no name', () => {
  expect(chatNameOf({ chat: null, connection })).toBeNull();
});
