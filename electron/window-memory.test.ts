import { expect, test } from 'vitest';
import { createWindowMemory } from './window-memory.ts';

const place = { x: -10, y: 20, width: 900, height: 600, maximized: true };

function createStore(values: Record<string, unknown> = {}) {
  return {
    store: values,
    set: (changed: Record<string, unknown>) => void Object.assign(values, changed),
    delete: (key: string) => void Reflect.deleteProperty(values, key),
  };
}

test('what the window keeps is there the next time', () => {
  const store = createStore();
  const memory = createWindowMemory(store, () => undefined);
  expect([memory.place(), memory.hidingTold()]).toEqual([null, false]);
  memory.keepPlace(place);
  memory.keepHidingTold();
  const next = createWindowMemory(store, () => undefined);
  expect([next.place(), next.hidingTold()]).toEqual([place, true]);
});

test.each([
  [{ ...place, width: 0 }],
  [{ ...place, x: 1e9 }],
  [{ ...place, y: 0.5 }],
  [{ ...place, height: '600' }],
  ['middle'],
])('a place that is none (%j) counts as never kept', (kept) => {
  expect(createWindowMemory(createStore({ place: kept }), () => undefined).place()).toBeNull();
});

test('where the disk refuses, it is said, and the person is still told only once', () => {
  const reports: unknown[] = [];
  const refused = new Error('read-only');
  const memory = createWindowMemory(
    {
      ...createStore(),
      set: () => {
        throw refused;
      },
    },
    (error) => reports.push(error),
  );
  memory.keepPlace(place);
  memory.keepHidingTold();
  expect(reports).toEqual([refused, refused]);
  expect(memory.hidingTold()).toBe(true);
});
