// The way of a message through the host: into its conversation's history, to everyone once it is written, and back to its
// sender once it is safe.
import type { RefusalCode } from '../protocol/error-codes.ts';
import type { Reply, StoredMessage } from '../protocol/events.ts';
import { storageCode } from '../storage/disk.ts';
import type { Audience } from './sessions/audience.ts';
import type { ChatFiles } from './files/chat-files.ts';
import type { ConsoleLog } from './console-log.ts';
import { namedFor, type Conversation } from './conversations/conversation.ts';
import type { Conversations, OpenConversation } from './conversations/conversations.ts';
import type { Pending } from './history/history.ts';
import type { Draft } from './decide/room-state.ts';
import type { Said, Turns } from './turns.ts';
import { UnderWay } from './under-way.ts';

/** Whoever said something and is told what became of it. */
export interface Sender {
  reply(event: Reply): void;
}

export interface SendingOptions {
  readonly conversations: Conversations<Sender>;
  readonly turns: Turns<Sender>;
  readonly audience: Audience;
  readonly files: ChatFiles;
  readonly log: ConsoleLog;
}

export class Sending {
  readonly #options: SendingOptions;
  /** Messages for conversations that are still being opened. */
  readonly #early = new UnderWay();

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  /** Takes a message, or acknowledges it again where it was stored before. */
  append(sender: Sender, draft: Draft, conversation: Conversation): void {
    const attached = draft.file && this.#options.files.attach(draft.file.id, draft.id) ? draft.file : null;
    const open = this.#options.conversations.opened(conversation);
    if (open?.history.prepared) return this.#appendTo(open, sender, draft);
    const appended = this.#options.conversations.openForWriting(conversation).then(
      (opened) => this.#appendTo(opened, sender, draft),
      (error: unknown) => {
        // One that is sent again may stand there with its file, in a history that cannot be read just now.
        if (attached) this.#options.files.detach(attached.id);
        this.#refuse(sender, draft, storageCode(error));
      },
    );
    void this.#early.follow(appended);
  }

  /** Resolves once every message that was taken is with its history. */
  close(): Promise<void> {
    return this.#early.over();
  }

  #appendTo(conversation: OpenConversation<Sender>, sender: Sender, draft: Draft): void {
    const appended = conversation.history.append(draft, sender);
    if (appended.stored) {
      // Sent again because the acknowledgement was lost with a connection.
      const messages = [{ ...draft, seq: appended.seq }];
      this.#options.turns.inOrder(() => this.#tellStored(conversation.is, sender, messages));
    } else if (appended.pending.draft === draft) {
      this.#options.conversations.noteNames(conversation, draft);
      this.#options.turns.push({ pending: appended.pending, conversation });
    }
  }

  /** These are written: everyone may hear of them. */
  tell(batch: readonly Said<Sender>[]): void {
    this.#options.audience.tellMessages(batch);
    for (const { pending, conversation } of batch) {
      const { id, name, content, file } = pending.draft;
      if (file) this.#options.files.sent(file.id, id);
      // What is said in private is not for whoever looks at the log.
      if (conversation.is.kind === 'talk') continue;
      this.#options.log.add('S', file ? `${name}: ${content} [${file.name}]` : `${name}: ${content}`);
    }
  }

  /** These survive a power cut: their senders may know. */
  acknowledge(conversation: Conversation, batch: readonly Pending<Sender>[]): void {
    const bySender = new Map<Sender, StoredMessage[]>();
    for (const { draft, seq, senders } of batch) {
      for (const sender of senders) {
        const stored = bySender.get(sender);
        if (stored) stored.push({ ...draft, seq });
        else bySender.set(sender, [{ ...draft, seq }]);
      }
    }
    for (const [sender, messages] of bySender) this.#tellStored(conversation, sender, messages);
  }

  /** This one was not stored. */
  failed({ pending: { draft, senders, failure } }: Said<Sender>): void {
    if (draft.file) this.#options.files.detach(draft.file.id);
    for (const sender of senders) this.#refuse(sender, draft, failure ?? 'storage-failed');
  }

  #tellStored(conversation: Conversation, sender: Sender, messages: readonly StoredMessage[]): void {
    const [first] = messages;
    sender.reply({ type: 'messages-stored', ...namedFor(conversation, first?.by ?? null), messages });
  }

  #refuse(sender: Sender, { id, name, content }: Draft, code: RefusalCode): void {
    sender.reply({
      type: 'refused',
      replyTo: id,
      command: 'send-message',
      code,
      name,
      echo: content,
    });
  }
}
