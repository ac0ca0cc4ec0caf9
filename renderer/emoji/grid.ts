// The rows of the picker and where the keys lead in them. Pure.

export interface Cell {
  /** What is picked, with the skin tone. */
  readonly glyph: string;
  readonly label: string;
}

export interface Section<Key extends string> {
  readonly key: Key;
  readonly cells: readonly Cell[];
}

export type GridRow<Key extends string> =
  | { readonly kind: 'title'; readonly section: Key }
  | { readonly kind: 'cells'; readonly section: Key; readonly cells: readonly Cell[] };

export interface Position {
  /** Index of a row with cells. */
  readonly row: number;
  readonly column: number;
}

/** Rows that a page of the picker goes on by. */
const pageRows = 5;

/** Each section begins with a row that names it; a section of nothing has no rows. */
export function layOut<Key extends string>(
  sections: readonly Section<Key>[],
  columns: number,
): readonly GridRow<Key>[] {
  return sections.flatMap(({ key, cells }): GridRow<Key>[] => {
    if (cells.length === 0) return [];
    const rows: GridRow<Key>[] = [{ kind: 'title', section: key }];
    for (let start = 0; start < cells.length; start += columns) {
      rows.push({ kind: 'cells', section: key, cells: cells.slice(start, start + columns) });
    }
    return rows;
  });
}

/** The first cell at or after a row; null where there is none. */
export function firstCell(rows: readonly GridRow<string>[], from = 0): Position | null {
  const row = rows.findIndex(({ kind }, index) => index >= from && kind === 'cells');
  return row === -1 ? null : { row, column: 0 };
}

const width = (row: GridRow<string> | undefined) => (row?.kind === 'cells' ? row.cells.length : 0);

/** The next row with cells in a direction; null beyond the ends. */
function rowFrom(rows: readonly GridRow<string>[], row: number, step: 1 | -1): number | null {
  for (let next = row + step; next >= 0 && next < rows.length; next += step) {
    if (width(rows[next]) > 0) return next;
  }
  return null;
}

/** `count` rows further, or as far as there are any; null where there is none at all. */
function rowsFrom(rows: readonly GridRow<string>[], row: number, step: 1 | -1, count: number): number | null {
  let reached: number | null = null;
  for (let left = count; left > 0; left -= 1) {
    const next = rowFrom(rows, reached ?? row, step);
    if (next === null) break;
    reached = next;
  }
  return reached;
}

/**
 * Where a key leads; null for a key that leads nowhere.
 *
 * @param whole with Ctrl, when Home and End lead to the ends of everything
 */
export function move(
  rows: readonly GridRow<string>[],
  { row, column }: Position,
  key: string,
  whole: boolean,
): Position | null {
  const last = (at: number): Position => ({ row: at, column: width(rows[at]) - 1 });
  const inColumn = (at: number | null) =>
    at === null ? null : { row: at, column: Math.min(column, width(rows[at]) - 1) };
  switch (key) {
    case 'ArrowRight': {
      if (column + 1 < width(rows[row])) return { row, column: column + 1 };
      const next = rowFrom(rows, row, 1);
      return next === null ? null : { row: next, column: 0 };
    }
    case 'ArrowLeft': {
      if (column > 0) return { row, column: column - 1 };
      const before = rowFrom(rows, row, -1);
      return before === null ? null : last(before);
    }
    case 'ArrowDown':
      return inColumn(rowFrom(rows, row, 1));
    case 'ArrowUp':
      return inColumn(rowFrom(rows, row, -1));
    case 'PageDown':
      return inColumn(rowsFrom(rows, row, 1, pageRows));
    case 'PageUp':
      return inColumn(rowsFrom(rows, row, -1, pageRows));
    case 'Home':
      return whole ? firstCell(rows) : { row, column: 0 };
    case 'End':
      return whole ? last(rowFrom(rows, rows.length, -1) ?? row) : last(row);
    default:
      return null;
  }
}
