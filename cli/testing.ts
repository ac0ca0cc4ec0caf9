// A terminal for tests: a screen that shows what is written to it, as far as this program's escapes go, and keys.
import { PassThrough, Writable } from 'node:stream';
import { splitGraphemes, textWidth } from './terminal-text.ts';

export interface TestScreen extends Writable {
  columns: number;
  /** The rows so far, without blanks at their ends and without colours. */
  rows(): string[];
  /** Column of the cursor, from 0. */
  cursor(): number;
  /** Resolves when what is on the screen is so. */
  shows(isSo: (screen: string) => boolean): Promise<void>;
  /** Everything written, escapes and all. */
  written(): string;
}

const escapes = /^\u001b(?:\[[?\d;]*[A-Za-z]|[78])/;

/** Throws for escapes that it does not know, and where the program lets the terminal wrap a row. */
export function createTestScreen(columns: number): TestScreen {
  const rows: string[][] = [[]];
  let [column, saved] = [0, 0];
  let written = '';
  const watchers = new Set<() => void>();

  function put(character: string): void {
    const row = rows.at(-1) ?? [];
    while (row.length < column) row.push(' ');
    const width = textWidth(character);
    row.splice(column, width, character, ...Array.from({ length: width - 1 }, () => ''));
    column += width;
    if (column > screen.columns) throw new Error(`a row of more than ${screen.columns} columns`);
  }

  function obey(escape: string): void {
    if (escape === '\u001b7') saved = column;
    else if (escape === '\u001b8') column = saved;
    else if (escape === '\u001b[J') rows.at(-1)?.splice(column);
    else if (escape === '\u001b[H') rows.splice(0, rows.length, []);
    else if (!/m$|\?2004[hl]$|\[2J$/.test(escape))
      throw new Error(`unknown escape ${JSON.stringify(escape)}`);
  }

  function show(text: string): void {
    let rest = text;
    while (rest !== '') {
      const escape = escapes.exec(rest)?.[0];
      const next = escape ?? splitGraphemes(rest)[0] ?? '';
      if (escape !== undefined) obey(escape);
      else if (next === '\r') column = 0;
      else if (next === '\n') {
        rows.push([]);
        column = 0;
      } else put(next);
      rest = rest.slice(next.length);
    }
  }

  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      show(chunk.toString());
      for (const watch of [...watchers]) watch();
      done();
    },
  });
  const screen: TestScreen = Object.assign(output, {
    columns,
    rows: () => rows.map((row) => row.join('').trimEnd()),
    cursor: () => column,
    shows: (isSo: (screen: string) => boolean) =>
      new Promise<void>((resolve) => {
        const watch = (): void => {
          if (!isSo(screen.rows().join('\n'))) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    written: () => written,
  });
  return screen;
}

export interface TestKeyboard extends PassThrough {
  /** Whether keys come one by one, without the terminal's own editing. */
  raw: boolean;
  setRawMode(raw: boolean): void;
}

export function createTestKeyboard(): TestKeyboard {
  const keyboard: TestKeyboard = Object.assign(new PassThrough(), {
    raw: false,
    setRawMode(raw: boolean): void {
      keyboard.raw = raw;
    },
  });
  return keyboard;
}
