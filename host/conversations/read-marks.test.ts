// What is remembered of who has read how far, and how much of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { ReadMarks } from './read-marks.ts';

test('however many keep it to themselves, the file stays bounded, and nobody who did is shown', async () => {
  const folder = temporaryFolder();
  const marks = await ReadMarks.open(folder);
  const people = Array.from({ length: 6_000 }, (_, n) => `person-${n}`);
  for (const person of people) {
    marks.hide(person, true);
    marks.mark('main', person, 7);
  }
  expect(marks.since('main', 1)).toEqual([]);
  await marks.close();
  const kept = JSON.parse(readFileSync(join(folder, 'reads.json'), 'utf8')) as { hidden: string[] };
  expect(kept.hidden).toHaveLength(5_000);
  const again = await ReadMarks.open(folder);
  expect(again.since('main', 1)).toEqual([]);
  expect(again.of('main', 'person-5999')).toBe(7);
});

test('once it is closed nothing is saved any more, whoever comes in late', async () => {
  const marks = await ReadMarks.open(temporaryFolder());
  await marks.close();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  marks.meet('main', 'An', 7);
  expect(vi.getTimerCount()).toBe(0);
});
