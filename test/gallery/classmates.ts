// The others of a class, without screens: each is a connection of their own to the host. Knows no page.
import { sendFile } from '../uploading.ts';
import { joinWire, newId, type WireClient } from '../wire-client.ts';
import type { LessonFile, Said } from './lesson.ts';

export interface Classmates {
  /** Everyone comes in, in this order. */
  join(names: readonly string[]): Promise<void>;
  /** Says it once the one before has been heard by everyone. */
  say(said: Said): Promise<void>;
  /** Sends a file, with a few words or none. */
  share(name: string, file: LessonFile, bytes: Uint8Array, content: string): Promise<void>;
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
    type: (name) => clientOf(name).send({ type: 'set-typing', typing: true }),
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
}
