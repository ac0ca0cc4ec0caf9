import { expect, test } from 'vitest';
import { firstCell, layOut, move } from './grid.ts';
import type { Cell, Position } from './grid.ts';

const cells = (count: number): Cell[] =>
  Array.from({ length: count }, (_, index) => ({ glyph: String(index), label: '' }));
/** Rows: title, 3, 2, title, 3, 1. */
const rows = layOut(
  [
    { key: 'a', cells: cells(5) },
    { key: 'none', cells: [] },
    { key: 'b', cells: cells(4) },
  ],
  3,
);
const from = (row: number, column: number, key: string, whole = false): Position | null =>
  move(rows, { row, column }, key, whole);

test('each section has a title and rows of as many as fit; an empty one has neither', () => {
  expect(rows.map((row) => (row.kind === 'title' ? row.section : row.cells.length))).toEqual([
    'a',
    3,
    2,
    'b',
    3,
    1,
  ]);
  expect(layOut([], 3)).toEqual([]);
});

test('arrows go sideways from row to row, over titles, and end at the ends', () => {
  expect(from(1, 2, 'ArrowRight')).toEqual({ row: 2, column: 0 });
  expect(from(2, 1, 'ArrowRight')).toEqual({ row: 4, column: 0 });
  expect(from(4, 0, 'ArrowLeft')).toEqual({ row: 2, column: 1 });
  expect(from(1, 0, 'ArrowLeft')).toBeNull();
  expect(from(5, 0, 'ArrowRight')).toBeNull();
});

test('arrows go up and down in a column as far as the row is long', () => {
  expect(from(1, 2, 'ArrowDown')).toEqual({ row: 2, column: 1 });
  expect(from(2, 1, 'ArrowDown')).toEqual({ row: 4, column: 1 });
  expect(from(4, 2, 'ArrowUp')).toEqual({ row: 2, column: 1 });
  expect(from(1, 0, 'ArrowUp')).toBeNull();
  expect(from(5, 0, 'ArrowDown')).toBeNull();
});

test('Home and End lead to the ends of the row, with Ctrl of everything', () => {
  expect(from(4, 1, 'Home')).toEqual({ row: 4, column: 0 });
  expect(from(4, 1, 'End')).toEqual({ row: 4, column: 2 });
  expect(from(4, 1, 'Home', true)).toEqual({ row: 1, column: 0 });
  expect(from(1, 1, 'End', true)).toEqual({ row: 5, column: 0 });
});

test('a page is five rows, or as many as there are', () => {
  const tall = layOut([{ key: 'a', cells: cells(30) }], 3);
  expect(move(tall, { row: 1, column: 1 }, 'PageDown', false)).toEqual({ row: 6, column: 1 });
  expect(move(tall, { row: 3, column: 1 }, 'PageUp', false)).toEqual({ row: 1, column: 1 });
  expect(move(tall, { row: 8, column: 1 }, 'PageDown', false)).toEqual({ row: 10, column: 1 });
  expect(move(tall, { row: 10, column: 1 }, 'PageDown', false)).toBeNull();
});

test('other keys lead nowhere, and without a cell there is no first one', () => {
  expect(from(1, 1, 'a')).toBeNull();
  expect(firstCell(rows)).toEqual({ row: 1, column: 0 });
  expect(firstCell(rows, 3)).toEqual({ row: 4, column: 0 });
  expect(firstCell([])).toBeNull();
});
