// A terminal with a person at it: what others say is printed above the line being typed, which stays as it is. Owns
// the keyboard and the last row; knows no chat.
import { emitKeypressEvents, type Key } from 'node:readline';
import { fitInputRow } from './input-row.ts';
import { createLineEditor } from './line-editor.ts';
import type { Terminal, TextBlock } from './terminal.ts';
import { textWidth, wrapText } from './terminal-text.ts';

/** The parts of a terminal's two streams that are used. */
export interface TerminalInput extends NodeJS.ReadableStream {
  setRawMode(raw: boolean): unknown;
}
export interface TerminalOutput extends NodeJS.WritableStream {
  readonly columns: number;
}

export interface InteractiveTerminalOptions {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  /** Resolves when a signal tells the program to end. */
  readonly signalled: Promise<void>;
}

const escape = '\u001b';
/** To the start of the row, and nothing from there on. */
const clearRow = `\r${escape}[J`;
const clearScreen = `${escape}[H${escape}[2J`;
const [saveCursor, restoreCursor] = [`${escape}7`, `${escape}8`];
/** Makes the terminal say where a pasted text begins and ends. */
const [bracketPastes, unbracketPastes] = [`${escape}[?2004h`, `${escape}[?2004l`];
/** Columns that the text being typed gets at least. */
const leastRoom = 12;
/** Some terminals say 0 columns while they open. */
const fallbackColumns = 80;

/** Takes the terminal over at once; `close` gives it back. */
export function startInteractiveTerminal(options: InteractiveTerminalOptions): Terminal {
  const { input, output } = options;
  const editor = createLineEditor();
  const typed: string[] = [];
  let waiting: ((line: string | null) => void) | null = null;
  let question: string | null = null;
  /** What is typed in answer is shown by nothing, not even by its length. */
  let hidden = false;
  let prompt = '';
  let redraw: NodeJS.Immediate | null = null;
  let ended = false;
  let closed = false;
  let interrupt = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => (interrupt = resolve));

  const columns = (): number => output.columns || fallbackColumns;

  function row(): string {
    if (ended) return '';
    const label = question ?? prompt;
    const labelColumns = textWidth(withoutColours(label));
    // A name may be wider than the terminal.
    const shownLabel = labelColumns + leastRoom > columns() ? '> ' : label;
    const room = columns() - textWidth(withoutColours(shownLabel));
    if (hidden) return shownLabel;
    const { before, after } = fitInputRow(editor.text, editor.cursor, room);
    return `${shownLabel}${before}${saveCursor}${after}${restoreCursor}`;
  }

  function printAbove({ text, indent }: TextBlock): void {
    if (closed) output.write(`${wrapText(text, columns(), indent)}\n`);
    else output.write(`${clearRow}${wrapText(text, columns(), indent)}\n${row()}`);
  }

  /** Once for all keys of a paste. */
  function redrawSoon(): void {
    redraw ??= setImmediate(() => {
      redraw = null;
      if (!closed) output.write(clearRow + row());
    });
  }

  function answer(line: string | null): void {
    const answerTo = waiting;
    waiting = null;
    if (answerTo !== null) answerTo(line);
    else if (line !== null) typed.push(line);
  }

  function submit(): void {
    const line = editor.take();
    if (question === null) {
      if (line.trim() !== '') editor.remember(line);
    } else {
      const asked = question;
      question = null;
      const shown = hidden ? '' : line;
      hidden = false;
      printAbove({ text: asked + shown, indent: 0 });
    }
    answer(line);
  }

  function end(): void {
    if (ended) return;
    ended = true;
    redrawSoon();
    interrupt();
    answer(null);
  }

  function press(character: string | undefined, key: Key): void {
    if (ended) return;
    switch (editor.press(character, key)) {
      case 'submit':
        submit();
        break;
      case 'end':
        return end();
      case 'clear-screen':
        output.write(clearScreen);
        break;
      case 'edited':
        break;
    }
    redrawSoon();
  }

  function nextLine(): Promise<string | null> {
    const line = typed.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (ended) return Promise.resolve(null);
    return new Promise((resolve) => (waiting = resolve));
  }

  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on('keypress', press);
  input.on('end', end);
  // The window was closed: there is nobody left to tell.
  input.on('error', end);
  output.on('error', end);
  output.on('resize', redrawSoon);
  output.write(bracketPastes);
  input.resume();
  void options.signalled.then(end);

  return {
    interactive: true,
    print: printAbove,
    complain: printAbove,
    setPrompt(text) {
      if (prompt === text) return;
      prompt = text;
      redrawSoon();
    },
    nextLine,
    ask(text) {
      const [early] = typed;
      if (early !== undefined) printAbove({ text: text + early, indent: 0 });
      else question = text;
      redrawSoon();
      return nextLine();
    },
    askHidden(text) {
      // What was typed ahead was typed in the open and is no answer to this.
      typed.length = 0;
      question = text;
      hidden = true;
      redrawSoon();
      return nextLine();
    },
    interrupted,
    close() {
      if (closed) return;
      closed = true;
      ended = true;
      if (redraw !== null) clearImmediate(redraw);
      output.write(clearRow + unbracketPastes);
      input.off('keypress', press);
      input.setRawMode(false);
      input.pause();
    },
  };
}

function withoutColours(text: string): string {
  return text.replaceAll(/\u001b\[[\d;]*m/g, '');
}
