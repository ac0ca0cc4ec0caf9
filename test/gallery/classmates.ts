// The others of a class, without screens: each is a connection of their own to the host. Knows no page.
import type { MessageRef } from '../../protocol/commands.ts';
import { parseList } from '../../protocol/json.ts';
import { parseMessage } from '../../protocol/native-messages.ts';
import { sendFile } from '../uploading.ts';
import { joinWire, newId, type Frame, type WireClient } from '../wire-client.ts';
import type { LessonFile, Said } from './lesson.ts';

export interface Classmates {
  /** Everyone comes in, in this order. */
  join(names: readonly string[]): Promise<void>;
  /** Says it once the one before has been heard by everyone. */
  say(said: Said): Promise<void>;
  /** Sends a file, with a few words or none. */
  share(name: string, file: LessonFile, bytes: Uint8Array, content: string): Promise<void>;
  /** The message of these words, as one of them has heard it. */
  heard(name: string, content: string): Promise<MessageRef>;
  /** Does something with a message, or answers it; resolves when it is done. */
  ask(name: string, command: Frame): Promise<void>;
  /** Shows that they have read up to a message. */
  read(name: string, seq: number): void;
  /** Shows that they are writing, for as long as the host lets it stand. */
  type(name: string): void;
  /** All of them go, without a word. */
  close(): Promise<void>;
}

/** @param port of a host on this machine */
export function createClassmates(port: number): Classmates {
  const clients = new Map<string, WireClient>();
  const clientOf = (name: string): WireClient => {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`${name} is not in this class`);
    return client;
  };
  return {
    async join(names) {
      for (const name of names) clients.set(name, (await joinWire(port, name)).client);
    },
    async say({ name, content }) {
      const client = clientOf(name);
      client.send({ type: 'send-message', id: newId(), content });
      await client.nextOf('messages-stored');
    },
    async share(name, file, bytes, content) {
      await sendFile(port, clientOf(name), bytes, { name: file.name, mediaType: file.type }, content);
    },
    async heard(name, content) {
      const client = clientOf(name);
      const find = () =>
        client.frames
          .flatMap((frame) => parseList(frame.messages, parseMessage) ?? [])
          .findLast((message) => message.content === content);
      if (find() === undefined) await client.next(() => find() !== undefined);
      const message = find();
      if (message === undefined) throw new Error(`${name} has not heard '${content}'`);
      return { seq: message.seq, id: message.id };
    },
    async ask(name, command) {
      const client = clientOf(name);
      const id = newId();
      client.send({ ...command, id });
      await client.next(({ type, replyTo }) => type === 'messages-stored' || replyTo === id);
    },
    read: (name, seq) => clientOf(name).send({ type: 'mark-read', seq }),
    type: (name) => clientOf(name).send({ type: 'set-typing', typing: true }),
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
