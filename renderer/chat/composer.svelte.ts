// What is being written: the text, when it may be sent, what the keys mean, and the completion of nicknames.
// The text area is the component's; this class never sees it. While an input method composes nothing here sends,
// clears or replaces text: that would lose or double the last word of whoever types Telex, VNI or CJK.
import type { ChatPort, OutgoingFile, SendOptions } from '../../client/chat-port.ts';
import { countCodePoints } from '../../protocol/content.ts';
import type { ErrorCode, Result } from '../../protocol/error-codes.ts';
import type { Message } from '../../protocol/events.ts';
import { maxContentCodePoints } from '../../protocol/limits.ts';
import { browse, findCompletion } from './completion.ts';
import type { Completion } from './completion.ts';
import type { DraftStore } from './draft-store.ts';

/** The counter shows when fewer code points than this are left. */
const counterFrom = 200;
/** What browsers report for a key that an input method has taken. */
const composingKeyCode = 229;

export interface ComposerOptions {
  readonly port: Pick<ChatPort, 'send' | 'sendFile' | 'edit' | 'setTyping'>;
  readonly drafts: DraftStore;
  /** Nicknames that may be completed, in the order in which they are offered. */
  readonly names: () => readonly string[];
  /** The last message of one's own where it can be edited, else null. */
  readonly lastOwn: () => Message | null;
  /** True while writing makes no sense: the seat is elsewhere, or the host said no. */
  readonly blocked: () => boolean;
  /** True where Enter breaks the line, as on touch keyboards; there the button sends. */
  readonly enterBreaks: () => boolean;
}

/** Of a keyboard event, what matters. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'timeStamp'
>;

/** What the text area has to become after a key or a choice, or null where it stays. */
export interface Edit {
  readonly text: string;
  readonly caret: number;
}

/** What becomes of the text: an answer to a message, or another text of one's own. */
export interface ComposerMode {
  readonly kind: 'reply' | 'edit';
  readonly message: Message;
}

/** The text as it is sent: composed letters, no empty lines around it, the indent of its first line kept. */
export function prepareContent(text: string): string {
  return text
    .normalize('NFC')
    .trimEnd()
    .replace(/^(?:[^\S\n]*\n)+/, '');
}

/** What is said of a message that goes out while this is the mode. */
function optionsOf(mode: ComposerMode | null): SendOptions {
  return mode?.kind === 'reply' ? { reply: mode.message } : {};
}

export class Composer {
  text = $state('');
  /** Why the last message was not taken; gone with the next change. */
  failure = $state<ErrorCode | null>(null);
  completion = $state.raw<Completion | null>(null);
  composing = $state(false);
  /** Null where the text is a message of its own. */
  mode = $state.raw<ComposerMode | null>(null);
  /** True while the host is asked for an edit. */
  #saving = $state(false);
  /** What was being written before an edit began. */
  #draft = '';

  readonly #options: ComposerOptions;
  #compositionEndedAt = -Infinity;
  /** Texts that came back refused while there was no moment to put them into the text. */
  #returned: string[] = [];

  readonly #left = $derived(maxContentCodePoints - countCodePoints(prepareContent(this.text)));
  /** Code points that still fit, negative beyond the limit; null while there are plenty. */
  readonly counter = $derived(this.#left < counterFrom ? this.#left : null);

  constructor(options: ComposerOptions) {
    this.#options = options;
    this.text = options.drafts.load();
  }

  get canSend(): boolean {
    return !this.#options.blocked() && !this.#saving && this.#left >= 0 && prepareContent(this.text) !== '';
  }

  /** The text area changed. `caret` is null where a part is selected. */
  input(text: string, caret: number | null): void {
    this.text = text;
    this.failure = null;
    this.moveCaret(caret);
    // An edit is told to nobody before it is there, and is not what one goes on with another time.
    if (this.mode?.kind === 'edit') return;
    this.#options.drafts.save(text);
    void this.#options.port.setTyping(text !== '');
  }

  moveCaret(caret: number | null): void {
    if (this.composing) return;
    this.completion = caret === null ? null : findCompletion(this.text, caret, this.#options.names());
  }

  compositionStart(): void {
    this.composing = true;
    this.completion = null;
  }

  /** `timeStamp` is the event's: Safari ends a composition before it reports the Enter that ended it. */
  compositionEnd(text: string, caret: number | null, timeStamp: number): void {
    this.composing = false;
    this.#compositionEndedAt = timeStamp;
    this.input(text, caret);
    this.#putBack();
  }

  /** True where the input method has this key, or has just had it. */
  #isComposing(event: KeyPress): boolean {
    return (
      this.composing ||
      event.isComposing ||
      event.keyCode === composingKeyCode ||
      event.timeStamp <= this.#compositionEndedAt
    );
  }

  /** Whether the key was used up, and what to do to the text area. */
  keydown(event: KeyPress): { readonly handled: boolean; readonly edit: Edit | null } {
    const unused = { handled: false, edit: null };
    if (this.#isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return unused;
    const { completion } = this;
    if (completion !== null && !event.shiftKey) {
      switch (event.key) {
        case 'ArrowDown':
        case 'ArrowUp':
          this.completion = browse(completion, event.key === 'ArrowDown' ? 1 : -1);
          return { handled: true, edit: null };
        case 'Tab':
        case 'Enter':
          return { handled: true, edit: this.complete(completion.selected) };
        case 'Escape':
          this.completion = null;
          return { handled: true, edit: null };
      }
    }
    if (event.key === 'Escape' && this.mode !== null) {
      this.cancel();
      return { handled: true, edit: null };
    }
    if (event.key === 'ArrowUp' && !event.shiftKey && this.text === '' && this.mode === null) {
      const last = this.#options.blocked() ? null : this.#options.lastOwn();
      if (last !== null) this.startEdit(last);
      return { handled: last !== null, edit: null };
    }
    if (event.key !== 'Enter' || event.shiftKey || this.#options.enterBreaks()) return unused;
    return { handled: true, edit: this.submit() };
  }

  /** Puts the option at `index` in the place of what was typed of it. */
  complete(index: number): Edit | null {
    const { completion, text } = this;
    const name = completion?.options[index];
    if (completion === null || name === undefined) return null;
    const rest = text.slice(completion.end);
    const inserted = `${text.slice(0, completion.start)}@${name}${rest.startsWith(' ') ? '' : ' '}`;
    this.completion = null;
    this.text = inserted + rest;
    this.#save();
    return { text: this.text, caret: inserted.length + (rest.startsWith(' ') ? 1 : 0) };
  }

  /** Puts an emoji in the place of what is selected, between two indices of the text; null while something composes. */
  insert(emoji: string, start: number, end: number): Edit | null {
    if (this.composing || this.#options.blocked()) return null;
    const caret = start + emoji.length;
    this.input(this.text.slice(0, start) + emoji + this.text.slice(end), null);
    return { text: this.text, caret };
  }

  /** The text is to answer a message. An edit that had begun is given up. */
  startReply(message: Message): void {
    if (this.mode?.kind === 'edit') this.cancel();
    if (this.mode?.kind !== 'edit') this.mode = { kind: 'reply', message };
  }

  /** The text of a message is to be another one; what was being written comes back after that. */
  startEdit(message: Message): void {
    if (this.composing || this.#saving) return;
    if (this.mode?.kind !== 'edit') this.#draft = this.text;
    this.mode = { kind: 'edit', message };
    this.failure = null;
    this.text = message.content;
    this.completion = null;
  }

  /** Back to a message of its own. */
  cancel(): void {
    if (this.composing || this.#saving) return;
    const edited = this.mode?.kind === 'edit';
    this.mode = null;
    this.failure = null;
    if (edited) this.#replace(this.#draft);
  }

  /** Hands the message over and empties the text; null where nothing is to be sent. */
  submit(): Edit | null {
    if (this.composing || !this.canSend) return null;
    const content = prepareContent(this.text);
    const { mode } = this;
    if (mode?.kind === 'edit') {
      void this.#saveEdit(mode.message, content);
      return null;
    }
    this.mode = null;
    this.#replace('');
    this.failure = null;
    void this.#options.port.setTyping(false);
    void this.#hand(content, mode);
    return { text: '', caret: 0 };
  }

  /**
   * Hands over a file with a few words. Where a message was to be answered, this is the answer; what is being written
   * stays. Resolves to the id of its message.
   */
  async sendFile(file: OutgoingFile, content: string): Promise<Result<string>> {
    const { mode } = this;
    const result = await this.#options.port.sendFile(file, content, optionsOf(mode));
    if (result.ok && mode?.kind === 'reply' && this.mode === mode) this.mode = null;
    return result;
  }

  /** Lets go of the draft, as when leaving on purpose: the next pupil at this machine is somebody else. */
  forget(): void {
    this.mode = null;
    if (!this.composing) this.#replace('');
    this.#options.drafts.save('');
  }

  /** The text stays until the host has taken it: it can be too late for it. */
  async #saveEdit(message: Message, content: string): Promise<void> {
    this.#saving = true;
    const done: Result<null> = { ok: true, value: null };
    const result = content === message.content ? done : await this.#options.port.edit(message, content);
    this.#saving = false;
    if (result.ok) this.cancel();
    else this.failure = result.code;
  }

  async #hand(content: string, mode: ComposerMode | null): Promise<void> {
    const result = await this.#options.port.send(content, optionsOf(mode));
    if (result.ok) return;
    this.failure = result.code;
    this.mode ??= mode;
    this.#returned.push(content);
    this.#putBack();
  }

  /** What could not be sent stands before what has been written since. */
  #putBack(): void {
    if (this.composing || this.#returned.length === 0) return;
    const parts = [...this.#returned, this.text];
    this.#returned = [];
    this.#replace(parts.filter((part) => part !== '').join('\n'));
  }

  #replace(text: string): void {
    this.text = text;
    this.completion = null;
    this.#save();
  }

  #save(): void {
    if (this.mode?.kind !== 'edit') this.#options.drafts.save(this.text);
  }
}
