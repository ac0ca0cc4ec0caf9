// The part of the chat client that is about messages which the host has not stored yet: they begin to wait, their files
// are brought, they are sent in order and again after a loss. Which list work that takes is `outbox.ts`; what follows for
// the screen is for the store to say.
import type { ChatPort, OutboxMessage, OutgoingFile, SendOptions } from './chat-port.ts';
import type { ChatStore } from './chat-store.ts';
import { createInFlight } from './in-flight.ts';
import {
  isOutboxFull,
  isUploading,
  readyToSend,
  withFailure,
  withFile,
  withoutFailed,
  withRetried,
} from './outbox.ts';
import type { Platform } from './platform.ts';
import { recogniseOwn } from './recognise-own.ts';
import { createUploads } from './uploads.ts';
import { limitationsOf } from './wire-limits.ts';
import type { Command, MessageRef } from '../protocol/commands.ts';
import { parseContent } from '../protocol/content.ts';
import { inRoom, mainRoom } from '../protocol/conversations.ts';
import type { DialectName } from '../protocol/dialect.ts';
import type { Result } from '../protocol/error-codes.ts';
import type { ChatEvent, Joined } from '../protocol/events.ts';
import { cleanFileName, cleanMediaType } from '../protocol/files.ts';

export interface SendingClientOptions {
  readonly platform: Platform;
  readonly store: ChatStore;
  readonly newId: () => string;
  /** False where there is no seat to speak from. */
  readonly send: (command: Command) => boolean;
  /** Something was said in this conversation. */
  readonly said: (room: string) => void;
}

export interface SendingClient extends Pick<ChatPort, 'send' | 'sendFile' | 'retry' | 'discard'> {
  /** Sends, in order, what is not on its way yet; call it whenever there is a connection anew. */
  sendWaiting(): void;
  /** What a new connection says first, with those of one's own recognised in it that an earlier one took along. */
  recognise(event: Joined, wire: DialectName): readonly ChatEvent[];
  /** True where the event was an answer to a question about a file. */
  hear(event: ChatEvent): boolean;
  /** True while this message has no answer over the present connection. */
  isOnItsWay(id: string): boolean;
  /** The host has these; call it once the store knows. */
  stored(messages: readonly { readonly id: string }[]): void;
  /** The host has refused a command, which may have been a message; call it once the store knows. */
  refused(id: string): void;
  /** There is no connection any more. */
  lost(): void;
  /** True while files are being brought. */
  isUploading(): boolean;
  /** Lets go of all files: what waits is of another chat from now on. */
  clear(): void;
}

export function createSendingClient(options: SendingClientOptions): SendingClient {
  const { platform, store, newId, send } = options;
  const inFlight = createInFlight();
  const uploads = createUploads({
    platform,
    outbox: () => store.state().outbox,
    send,
    url() {
      const { filesAt } = store.state();
      return filesAt === null ? null : `${filesAt}/files`;
    },
    progressed: (id, sentBytes) => store.emit({ type: 'upload-progressed', id, sentBytes }),
    done: (id, file) => changeOutbox(withFile(store.state().outbox, id, file)),
    failed: (id, code) => changeOutbox(withFailure(store.state().outbox, id, code)),
  });

  /** What went down with an earlier connection the host knows by its id; where there are no ids, see `recognise`. */
  function sendWaiting(): void {
    uploads.next();
    const { outbox, wire } = store.state();
    for (const { id, content, file, reply, room } of readyToSend(outbox)) {
      if (inFlight.isFull(wire)) return;
      if (inFlight.has(id)) continue;
      const more = { ...(file?.id !== undefined && { file: file.id }), ...(reply && { reply }) };
      if (!send({ type: 'send-message', id, content, ...more, ...inRoom(room) })) return;
      inFlight.add(id);
    }
  }

  function changeOutbox(outbox: readonly OutboxMessage[]): void {
    if (outbox === store.state().outbox) return;
    store.emit({ type: 'outbox-changed', outbox });
    sendWaiting();
  }

  /** A message as it begins to wait. */
  function createWaiting(id: string, content: string, { reply, room }: SendOptions): OutboxMessage {
    const answered = reply === undefined ? {} : { reply: refOf(reply) };
    return { id, content, at: platform.clock.now(), failure: null, ...answered, ...inRoom(room) };
  }

  async function say(content: string, where: SendOptions = {}): Promise<Result<null>> {
    const { connection: current, outbox } = store.state();
    if (current.name === 'idle' || current.name === 'closed') return { ok: false, code: 'not-joined' };
    const parsed = parseContent(content.normalize('NFC'));
    if (!parsed.ok) return parsed;
    if (isOutboxFull(outbox)) return { ok: false, code: 'outbox-full' };
    changeOutbox([...outbox, createWaiting(newId(), parsed.value, where)]);
    options.said(where.room ?? mainRoom);
    return { ok: true, value: null };
  }

  async function sendFile(
    file: OutgoingFile,
    content: string,
    where: SendOptions = {},
  ): Promise<Result<string>> {
    const { connection: current, outbox, wire, maxFileBytes } = store.state();
    const { name, type, body, width, height } = file;
    if (current.name === 'idle' || current.name === 'closed') return { ok: false, code: 'not-joined' };
    if (platform.upload === undefined || limitationsOf(wire).includes('no-files')) {
      return { ok: false, code: 'unknown-command' };
    }
    if (body.size > maxFileBytes) return { ok: false, code: 'file-too-large' };
    const parsed = parseContent(content.normalize('NFC'), true);
    if (!parsed.ok) return parsed;
    if (isOutboxFull(outbox)) return { ok: false, code: 'outbox-full' };
    const id = newId();
    const size = width === undefined || height === undefined ? {} : { width, height };
    const info = { name: cleanFileName(name), size: body.size, type: cleanMediaType(type), ...size };
    uploads.add(id, body);
    changeOutbox([...outbox, { ...createWaiting(id, parsed.value, where), file: info }]);
    return { ok: true, value: id };
  }

  return {
    send: say,
    sendFile,
    async retry(id) {
      const { outbox } = store.state();
      const failure = outbox.find((message) => message.id === id)?.failure;
      // The host has let go of it; it can be brought again while its bytes are here.
      changeOutbox(withRetried(outbox, id, failure === 'unknown-file' && uploads.has(id)));
    },
    async discard(id) {
      changeOutbox(withoutFailed(store.state().outbox, id));
      if (!store.state().outbox.some((message) => message.id === id)) uploads.cancel(id);
    },
    sendWaiting,
    recognise(event, wire) {
      const lost = inFlight.takeLost();
      if (wire === 'native') return [event];
      // This server knows no resend when it sees one: what it has already is recognised here and not sent again.
      const { outbox, messages: held, you } = store.state();
      const unsure = outbox.filter(({ id }) => lost.has(id));
      const messages = recogniseOwn(event.messages, { unsure, held, name: you?.name ?? event.you.name });
      const stored = messages.filter(({ id }) => lost.has(id));
      const known: Joined = { ...event, messages };
      return stored.length === 0 ? [known] : [known, { type: 'messages-stored', messages: stored }];
    },
    hear: (event) => uploads.hear(event),
    isOnItsWay: (id) => inFlight.has(id),
    stored(messages) {
      for (const { id } of messages) inFlight.settle(id);
      sendWaiting();
    },
    refused(id) {
      if (inFlight.settle(id)) sendWaiting();
    },
    lost() {
      inFlight.lost();
      uploads.lost();
    },
    isUploading: () => store.state().outbox.some(isUploading),
    clear: () => uploads.clear(),
  };
}

/** Of a message that is held, what names it on the wire. */
function refOf({ seq, id }: MessageRef): MessageRef {
  return { seq, id };
}
