import { expect, test } from 'vitest';
import { message, you } from '../chat/testing.ts';
import { buildRows, type TimelineRow } from '../chat/timeline-rows.ts';
import { RowFocus } from './row-focus.svelte.ts';

/** A day line, then three messages with a "New" line after the first. */
const { rows } = buildRows({
  you,
  wire: 'native',
  messages: [message(1), message(2), message(3)],
  notices: [],
  outbox: [],
  newAfterSeq: 1,
  sentHere: new Map(),
});

test('the keyboard stops at the last message until it goes elsewhere, over everything that is none', () => {
  const focus = new RowFocus(() => rows);
  expect(focus.key).toBe('m:3');
  expect(focus.index).toBeNull();
  focus.move(-1);
  expect(focus.key).toBe('m:2');
  focus.move(-1);
  expect(focus.key).toBe('m:1');
  expect(focus.move(-1)).toBeNull();
  expect(focus.key).toBe('m:1');
  expect(focus.move(1)).toBe(rows.findIndex(({ key }) => key === 'm:2'));
});

test('where that row is gone, the last message takes its place', () => {
  let held: readonly TimelineRow[] = rows;
  const focus = new RowFocus(() => held);
  focus.focused('m:1');
  focus.focused(null);
  expect(focus.key).toBe('m:1');
  held = rows.slice(3);
  const later = new RowFocus(() => held);
  later.focused('m:1');
  expect(later.index).toBeNull();
  expect(later.key).toBe('m:3');
});
