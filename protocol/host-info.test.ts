import { expect, test } from 'vitest';
import { parseHostInfo } from './host-info.ts';

const body = { product: 'classic-chatbox', name: 'Lớp 9A', hostName: 'cô Hạnh', people: 28 };

test('a host says its name, who hosts and how many are there', () => {
  expect(parseHostInfo(body)).toMatchObject({ name: 'Lớp 9A', hostName: 'cô Hạnh', people: 28 });
});

test('an answer of another shape is no chat', () => {
  for (const other of [null, 'chat', [], {}, { ...body, people: '28' }, { ...body, name: 9 }]) {
    expect(parseHostInfo(other)).toBeNull();
  }
  for (const people of [-1, 0.5, 1e300]) expect(parseHostInfo({ ...body, people })).toBeNull();
});

test('names have one line, a bound, and nothing that turns the text around them', () => {
  const name = `9A\u202e\n${'x'.repeat(5_000)}`;
  const parsed = parseHostInfo({ ...body, name, hostName: '\u001b[2J' });
  expect(parsed?.name).toMatch(/^9A x+…$/);
  expect(parsed?.name.length).toBeLessThan(500);
  expect(parsed?.hostName).toBe(' [2J');
});
