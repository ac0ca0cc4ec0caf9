// Which picture is being looked at, how large, and which come before and after it. Knows no element of the page.
import { isPicture, type FileInfo } from '../../protocol/files.ts';
import type { Message } from '../../protocol/events.ts';

/** How much larger at most; at 1 a picture fits the screen. */
const largest = 8;
const step = 1.5;

export interface ViewedPicture {
  readonly messageId: string;
  readonly file: FileInfo & { readonly width: number; readonly height: number };
  /** Who sent it. */
  readonly name: string;
}

export class Viewer {
  readonly #messages: () => readonly Message[];
  #id = $state<string | null>(null);
  zoom = $state(1);

  readonly #pictures = $derived.by((): readonly ViewedPicture[] => {
    // Nobody goes through a long history for a picture that is not being looked at.
    if (this.#id === null) return [];
    return this.#messages().flatMap(({ id, file, name }) =>
      file !== undefined && isPicture(file) ? [{ messageId: id, file, name }] : [],
    );
  });
  readonly #index = $derived(this.#pictures.findIndex(({ messageId }) => messageId === this.#id));
  /** Null while none is looked at, and when its message has gone away. */
  readonly current = $derived(this.#pictures[this.#index] ?? null);
  readonly hasPrevious = $derived(this.#index > 0);
  readonly hasNext = $derived(this.#index >= 0 && this.#index < this.#pictures.length - 1);

  /** @param messages those that are held, in their order */
  constructor(messages: () => readonly Message[]) {
    this.#messages = messages;
  }

  open(messageId: string): void {
    this.#id = messageId;
    this.zoom = 1;
  }

  close(): void {
    this.#id = null;
  }

  /** To the earlier (-1) or the later (1) picture, where there is one. */
  go(by: -1 | 1): void {
    const next = this.#pictures[this.#index + by];
    if (next) this.open(next.messageId);
  }

  enlarge(by: -1 | 1): void {
    this.zoom = Math.min(largest, Math.max(1, this.zoom * step ** by));
  }

  /** True where the key meant something here. */
  keydown({
    key,
    ctrlKey,
    metaKey,
    altKey,
  }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    switch (key) {
      // A large picture is moved by these, as anything that scrolls.
      case 'ArrowLeft':
      case 'ArrowRight':
        if (this.zoom > 1) return false;
        this.go(key === 'ArrowLeft' ? -1 : 1);
        return true;
      case '+':
      case '=':
        this.enlarge(1);
        return true;
      case '-':
        this.enlarge(-1);
        return true;
      case '0':
        this.zoom = 1;
        return true;
      default:
        return false;
    }
  }
}
