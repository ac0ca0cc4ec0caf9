import { expect, test } from 'vitest';
import type { MessageRef } from '../../protocol/commands.ts';
import type { Result } from '../../protocol/error-codes.ts';
import type { Message } from '../../protocol/events.ts';
import { message } from '../chat/testing.ts';
import { Quotes } from './quotes.svelte.ts';

const old = message(3);

function setUp(...answers: Result<Message | null>[]) {
  const asked: number[] = [];
  const port = {
    async findMessage({ seq }: MessageRef) {
      asked.push(seq);
      return answers.shift() ?? { ok: true, value: null };
    },
  };
  const quotes = new Quotes(port, () => 'main');
  return { asked, quotes };
}

test('a message is fetched once, however many answers show it', async () => {
  const { asked, quotes } = setUp({ ok: true, value: old });
  expect(quotes.get(old)).toBeUndefined();
  await Promise.all([quotes.fetch(old), quotes.fetch(old)]);
  await quotes.fetch(old);
  expect(quotes.get(old)).toBe(old);
  expect(asked).toEqual([3]);
});

test('what is not there is known as that; what could not be fetched is asked for again', async () => {
  const { asked, quotes } = setUp({ ok: false, code: 'connection-lost' });
  await quotes.fetch(old);
  expect(quotes.get(old)).toBeUndefined();
  await quotes.fetch(old);
  expect(quotes.get(old)).toBeNull();
  expect(asked).toEqual([3, 3]);
});

test('what becomes of it later is seen in the answers', async () => {
  const { quotes } = setUp({ ok: true, value: old });
  await quotes.fetch(old);
  quotes.change([{ seq: 3, id: old.id, change: 'deleted' }]);
  expect(quotes.get(old)).toMatchObject({ deleted: true, content: '' });
});

test('an answer of another history is not taken', async () => {
  const { quotes } = setUp({ ok: true, value: old });
  const fetching = quotes.fetch(old);
  quotes.forget();
  await fetching;
  expect(quotes.get(old)).toBeUndefined();
});
