import { expect, test } from 'vitest';
import type { Result } from '../../protocol/error-codes.ts';
import { Pager } from './pager.svelte.ts';

test('a page is fetched once at a time, and one that failed only when there is reason to', async () => {
  const answers: ((result: Result<boolean>) => void)[] = [];
  const pager = new Pager(() => new Promise((resolve) => answers.push(resolve)));
  const first = pager.fetch();
  void pager.fetch();
  expect(answers).toHaveLength(1);
  expect(pager.state).toBe('loading');
  answers[0]?.({ ok: false, code: 'connection-lost' });
  await first;
  expect(pager.state).toBe('failed');
  await pager.fetch();
  expect(answers).toHaveLength(1);
  const again = pager.retry();
  answers[1]?.({ ok: true, value: true });
  await again;
  expect(pager.state).toBe('idle');
  expect(answers).toHaveLength(2);
});
