// The line that a person is typing: text, cursor, and what was written before. Moves by what people see as one
// character, so that a letter never loses its marks. Knows no terminal: keys go in.
import type { Key } from 'node:readline';
import { splitGraphemes } from './terminal-text.ts';

export interface LineEditor {
  readonly text: string;
  /** Where the next character goes: an index into `text`, never inside a character. */
  readonly cursor: number;
  /** Takes one key as `node:readline` names it, with the character that it types. */
  press(character: string | undefined, key: Key): Pressed;
  /** Empties the line, and returns what was on it. */
  take(): string;
  /** Makes a line the newest of those that the up arrow brings back. */
  remember(line: string): void;
}

/** What a key asks of whoever holds the line; `edited` covers keys that do nothing, too. */
export type Pressed = 'edited' | 'submit' | 'end' | 'clear-screen';

const maxRemembered = 200;
const typed = /^[^\p{Cc}\p{Cs}]+$/u;

export function createLineEditor(): LineEditor {
  let text = '';
  let cursor = 0;
  let pasting = false;
  let afterReturn = false;
  const past: string[] = [];
  /** Index into `past` of the line shown; `past.length` for the new one. */
  let place = 0;
  let draft = '';

  function insert(part: string): void {
    text = text.slice(0, cursor) + part + text.slice(cursor);
    cursor += part.length;
  }

  function erase(from: number, to: number): void {
    text = text.slice(0, from) + text.slice(to);
    cursor = from;
  }

  function before(): number {
    return cursor - (splitGraphemes(text.slice(0, cursor)).at(-1)?.length ?? 0);
  }

  function after(): number {
    return cursor + (splitGraphemes(text.slice(cursor))[0]?.length ?? 0);
  }

  function wordBefore(): number {
    return /\S*\s*$/u.exec(text.slice(0, cursor))?.index ?? 0;
  }

  function wordAfter(): number {
    return cursor + (/^\s*\S*/u.exec(text.slice(cursor))?.[0].length ?? 0);
  }

  function show(newPlace: number): void {
    if (newPlace < 0 || newPlace > past.length) return;
    if (place === past.length) draft = text;
    place = newPlace;
    text = past[place] ?? draft;
    cursor = text.length;
  }

  /** A pasted text is one message: its line breaks are not Enter. */
  function pressWhilePasting(character: string | undefined, { name }: Key): void {
    if (name === 'paste-end') pasting = false;
    else if (name === 'return' || (name === 'enter' && !afterReturn)) insert('\n');
    else if (name === 'tab') insert('\t');
    else if (character !== undefined && typed.test(character)) insert(character);
    afterReturn = name === 'return';
  }

  function pressControl(name: string | undefined): Pressed {
    switch (name) {
      case 'c':
        return 'end';
      case 'd':
        if (text === '') return 'end';
        erase(cursor, after());
        return 'edited';
      case 'l':
        return 'clear-screen';
      case 'a':
        cursor = 0;
        return 'edited';
      case 'e':
        cursor = text.length;
        return 'edited';
      case 'h':
        erase(before(), cursor);
        return 'edited';
      case 'k':
        erase(cursor, text.length);
        return 'edited';
      case 'u':
        erase(0, cursor);
        return 'edited';
      case 'w':
      case 'backspace':
        erase(wordBefore(), cursor);
        return 'edited';
      case 'left':
        cursor = wordBefore();
        return 'edited';
      case 'right':
        cursor = wordAfter();
        return 'edited';
      default:
        return 'edited';
    }
  }

  function pressPlain(character: string | undefined, name: string | undefined): Pressed {
    switch (name) {
      case 'paste-start':
        pasting = true;
        afterReturn = false;
        break;
      case 'return':
      case 'enter':
        return 'submit';
      case 'backspace':
        erase(before(), cursor);
        break;
      case 'delete':
        erase(cursor, after());
        break;
      case 'left':
        cursor = before();
        break;
      case 'right':
        cursor = after();
        break;
      case 'home':
        cursor = 0;
        break;
      case 'end':
        cursor = text.length;
        break;
      case 'up':
        show(place - 1);
        break;
      case 'down':
        show(place + 1);
        break;
      default:
        if (character !== undefined && typed.test(character)) insert(character);
    }
    return 'edited';
  }

  return {
    get text() {
      return text;
    },
    get cursor() {
      return cursor;
    },
    press(character, key) {
      if (pasting) {
        pressWhilePasting(character, key);
        return 'edited';
      }
      if (key.ctrl) return pressControl(key.name);
      if (!key.meta) return pressPlain(character, key.name);
      if (key.name === 'return' || key.name === 'enter') insert('\n');
      if (key.name === 'backspace') erase(wordBefore(), cursor);
      if (key.name === 'b' || key.name === 'left') cursor = wordBefore();
      if (key.name === 'f' || key.name === 'right') cursor = wordAfter();
      return 'edited';
    },
    take() {
      const line = text;
      text = '';
      cursor = 0;
      draft = '';
      place = past.length;
      return line;
    },
    remember(line) {
      if (past.at(-1) !== line) past.push(line);
      if (past.length > maxRemembered) past.shift();
      place = past.length;
    },
  };
}
