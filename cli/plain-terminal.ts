// A terminal that nobody types at, or whose cursor cannot be moved: lines come in, lines go out, nothing is redrawn.
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Terminal, TextBlock } from './terminal.ts';
import { wrapText } from './terminal-text.ts';

export interface PlainTerminalOptions {
  readonly input: Readable;
  /** `columns` where it is a terminal. */
  readonly output: Writable & { readonly columns?: number };
  readonly errors: Writable;
  /** True where a person types here after all. */
  readonly interactive: boolean;
  /** Resolves when a signal tells the program to end. */
  readonly signalled: Promise<void>;
}

/** A byte order mark, which some editors write at the start of a file. */
const byteOrderMark = /^\ufeff/;

export function startPlainTerminal(options: PlainTerminalOptions): Terminal {
  const { input, output, errors, interactive } = options;
  // Whoever read our output may be gone: what is to be sent is sent all the same.
  output.on('error', () => undefined);
  const reader = createInterface({ input, crlfDelay: Infinity, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  let isFirst = true;

  const write = (stream: Writable, { text, indent }: TextBlock): void =>
    void stream.write(`${wrapText(text, output.columns ?? Infinity, indent)}\n`);

  async function nextLine(): Promise<string | null> {
    const next = await lines.next();
    if (next.done) return null;
    const line = isFirst ? next.value.replace(byteOrderMark, '') : next.value;
    isFirst = false;
    return line;
  }

  return {
    interactive,
    print: (block) => write(output, block),
    complain: (block) => write(errors, block),
    setPrompt: () => undefined,
    nextLine,
    ask(question) {
      output.write(question);
      return nextLine();
    },
    askHidden(question) {
      output.write(interactive ? `(What you type here can be seen.) ${question}` : question);
      return nextLine();
    },
    interrupted: options.signalled,
    close() {
      reader.close();
      input.destroy();
    },
  };
}
