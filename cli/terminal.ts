// What the chat needs of a terminal, whether a person sits at it or a pipe ends there.
export interface TextBlock {
  readonly text: string;
  /** Blanks before each row but the first. */
  readonly indent: number;
}

export interface Terminal {
  /** True where somebody types and can be asked. */
  readonly interactive: boolean;
  /** Something of the chat. */
  print(block: TextBlock): void;
  /** Something about the program itself: on standard error, where the two differ. */
  complain(block: TextBlock): void;
  /** What stands before the line being typed; nothing where nobody types. */
  setPrompt(prompt: string): void;
  /** The next line of input; null at its end. One call at a time. */
  nextLine(): Promise<string | null>;
  /** Asks a question; null where the input ends instead. The answer is not remembered. */
  ask(question: string): Promise<string | null>;
  /** Asks for something that nobody else should see; shown all the same where that cannot be helped, and said so. */
  askHidden(question: string): Promise<string | null>;
  /** Resolves when the person wants out at once (Ctrl+C, Ctrl+D on an empty line, a signal). */
  readonly interrupted: Promise<void>;
  /** Gives the terminal back as it was. What is printed after it still shows. */
  close(): void;
}
