// The files of a chat, as its view has them: what is pasted, dropped or chosen is put on the send sheet and goes to the
// conversation in which somebody began, and a picture is looked at.
import type { OutgoingFile } from '../../client/chat-port.ts';
import { limitationsOf } from '../../client/wire-limits.ts';
import type { ErrorCode, Result } from '../../protocol/error-codes.ts';
import type { ChatModel } from '../chat/chat-model.svelte.ts';
import { Attachments } from './attachments.svelte.ts';
import { prepareFile } from './prepare-file.ts';
import { createPreviews } from './previews.svelte.ts';
import { Viewer } from './viewer.svelte.ts';

export interface ChatFilesOptions {
  readonly chat: Pick<ChatModel, 'room' | 'state'>;
  /** Reactive: true while nothing can be written. */
  readonly paused: () => boolean;
  readonly sendFile: (
    room: string,
    file: OutgoingFile,
    content: string,
  ) => Promise<Result<string, ErrorCode>>;
}

export class ChatFiles {
  readonly previews = createPreviews((url) => URL.revokeObjectURL(url));
  readonly attachments: Attachments;
  readonly viewer: Viewer;
  readonly #options: ChatFilesOptions;
  #room = $state('');

  /** False where the server takes no files. */
  readonly offered = $derived.by(() => !limitationsOf(this.#options.chat.state.wire).includes('no-files'));
  readonly #taken = $derived.by(() => this.offered && !this.#options.paused());
  /** True where something can be dropped. */
  readonly canDrop = $derived.by(() => this.#taken && !this.attachments.sending);

  constructor(options: ChatFilesOptions) {
    const { chat, sendFile } = options;
    this.#options = options;
    this.#room = chat.room;
    this.attachments = new Attachments({
      port: { sendFile: (file, content) => sendFile(this.#room, file, content) },
      maxFileBytes: () => chat.state.maxFileBytes,
      previews: this.previews,
      prepare: prepareFile,
      toUrl: (body) => URL.createObjectURL(body),
      dropUrl: (url) => URL.revokeObjectURL(url),
    });
    this.viewer = new Viewer(() => chat.state.view?.messages ?? chat.state.messages);
  }

  /** The conversation in which somebody began to bring files: a notification may lead elsewhere meanwhile. */
  get room(): string {
    return this.#room;
  }

  /** Puts files on the send sheet. */
  add(files: readonly File[]): void {
    if (!this.attachments.open) this.#room = this.#options.chat.room;
    void this.attachments.add(files);
  }

  /** Takes the files of what is pasted, and nothing else of it. */
  paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    // What is copied from a text program comes with a picture of itself: the words are meant.
    if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    if (!this.#taken) return;
    event.preventDefault();
    this.add(files);
  }
}
