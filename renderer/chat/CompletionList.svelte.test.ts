import { expect, test, vi } from 'vitest';
import { press, render } from '../testing/render.ts';
import CompletionList from './CompletionList.svelte';

test('two people of one name are two lines to choose from', async () => {
  const onChoose = vi.fn<(index: number) => void>();
  const completion = { start: 0, end: 2, options: ['An', 'An'], selected: 0 };
  const list = render(CompletionList, { id: 'names', completion, onChoose });
  const options = list.querySelectorAll<HTMLElement>('[role="option"]');
  expect(options.length).toBe(2);
  if (options[1]) await press(options[1]);
  expect(onChoose).toHaveBeenCalledWith(1);
});
