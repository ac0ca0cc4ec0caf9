// The files that are about to be sent: chosen, made ready, looked at, given a few words, and handed over. Knows no element
// of the page.
import type { ChatPort, OutgoingFile } from '../../client/chat-port.ts';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import { cleanFileName } from '../../protocol/files.ts';
import type { PreparedFile } from './prepare-file.ts';
import type { Previews } from './previews.svelte.ts';

/** At once: more is a folder that somebody dropped. */
export const maxAttachments = 10;

export interface Attachment {
  readonly key: number;
  readonly name: string;
  /** Null while it is made ready. */
  readonly file: OutgoingFile | null;
  /** Where a picture can be seen; null for anything else. */
  readonly preview: string | null;
  /** See `PreparedFile.untouched`. */
  readonly untouched: boolean;
  /** Why it cannot be sent, or was not. */
  readonly failure: ErrorCode | null;
}

export interface AttachmentsOptions {
  readonly port: Pick<ChatPort, 'sendFile'>;
  /** Largest file that this chat takes now, in bytes. */
  readonly maxFileBytes: () => number;
  readonly previews: Previews;
  readonly prepare: (file: File) => Promise<PreparedFile>;
  /** An address under which the page can show these bytes. */
  readonly toUrl: (body: Blob) => string;
  readonly dropUrl: (url: string) => void;
}

export class Attachments {
  items = $state.raw<readonly Attachment[]>([]);
  caption = $state('');
  sending = $state(false);

  readonly #options: AttachmentsOptions;
  #keys = 0;

  readonly open = $derived(this.items.length > 0);
  readonly canSend = $derived(
    !this.sending &&
      this.items.some(({ file, failure }) => file !== null && failure === null) &&
      this.items.every(({ file, failure }) => file !== null || failure !== null),
  );

  constructor(options: AttachmentsOptions) {
    this.#options = options;
  }

  /** Largest file that can be sent, in bytes. */
  get maxFileBytes(): number {
    return this.#options.maxFileBytes();
  }

  /** Adds what was chosen, pasted or dropped; resolves when all of it is ready. */
  async add(files: Iterable<File>): Promise<void> {
    const free = maxAttachments - this.items.length;
    const added = [...files].slice(0, Math.max(0, free)).map((file) => ({ file, key: (this.#keys += 1) }));
    const waiting = { file: null, preview: null, untouched: false, failure: null };
    this.items = [
      ...this.items,
      ...added.map(({ file, key }) => ({ ...waiting, key, name: cleanFileName(file.name) })),
    ];
    // One after the other: a phone holds one large photo at a time.
    for (const { file, key } of added) await this.#prepare(key, file);
  }

  remove(key: number): void {
    const item = this.items.find((other) => other.key === key);
    if (item?.preview) this.#options.dropUrl(item.preview);
    this.items = this.items.filter((other) => other.key !== key);
    if (this.items.length === 0) this.caption = '';
  }

  /** Gives all of it up. */
  clear(): void {
    for (const { key } of this.items) this.remove(key);
  }

  /** Hands everything over that can be sent; the words go with the first. What was not taken stays, with the reason. */
  async send(): Promise<void> {
    if (!this.canSend) return;
    this.sending = true;
    let caption = this.caption.trim();
    try {
      for (const { key, file, preview, failure } of this.items) {
        if (file === null || failure !== null) continue;
        const result = await this.#options.port.sendFile(file, caption);
        if (!result.ok) {
          this.#change(key, { failure: result.code });
          continue;
        }
        caption = '';
        this.caption = '';
        if (preview !== null) this.#options.previews.keep(result.value, preview);
        this.items = this.items.filter((other) => other.key !== key);
      }
    } finally {
      this.sending = false;
    }
  }

  async #prepare(key: number, chosen: File): Promise<void> {
    try {
      const { file, isPicture, untouched } = await this.#options.prepare(chosen);
      // Given up meanwhile.
      if (!this.items.some((item) => item.key === key)) return;
      this.#change(key, {
        name: cleanFileName(file.name),
        file,
        untouched,
        preview: isPicture ? this.#options.toUrl(file.body) : null,
        failure: file.body.size > this.maxFileBytes ? 'file-too-large' : null,
      });
    } catch {
      this.#change(key, { failure: 'bad-request' });
    }
  }

  #change(key: number, change: Partial<Attachment>): void {
    this.items = this.items.map((item) => (item.key === key ? { ...item, ...change } : item));
  }
}
