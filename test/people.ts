// People at a host's native wire, for tests: they come, ask and say things. Not part of the product.
import { connectWire, joinFrame, joinWire, newId, type Frame, type WireClient } from './wire-client.ts';
import type { Host } from '../host/host.ts';

export interface Person {
  readonly client: WireClient;
  readonly joined: Frame;
  readonly id: string;
}

/** Joins. */
export async function come(port: number, nickname: string, more: Frame = {}): Promise<Person> {
  const { client, joined } = await joinWire(port, nickname, more);
  return { client, joined, id: String((joined['you'] as Frame)['id']) };
}

/** Joins as whoever hosts. */
export function comeAsHost({ port, hostKey }: Host): Promise<Person> {
  return come(port, 'Cô Hạnh', { hostKey });
}

/** Logs in and comes in, as whoever has an account does. */
export async function logIn(port: number, name: string, password: string): Promise<Person> {
  const client = await connectWire(port);
  const id = newId();
  client.send({ type: 'log-in', id, name, password });
  const answer = await client.next(({ replyTo }) => replyTo === id);
  if (answer['type'] !== 'logged-in') throw new Error(`not logged in: ${String(answer['code'])}`);
  client.send(joinFrame(name, { session: answer['session'] }));
  const joined = await client.nextOf('joined');
  return { client, joined, id: String((joined['you'] as Frame)['id']) };
}

/** Gives a command and resolves to what answers it. */
export async function ask({ client }: Person, command: Frame): Promise<Frame> {
  const id = command['id'] ?? newId();
  client.send({ ...command, id });
  return client.next((frame) => frame['replyTo'] === id);
}

/** Says something and waits until it is stored. Resolves to where it stands. */
export async function say(
  { client }: Person,
  content: string,
  room?: string,
): Promise<{ readonly seq: number; readonly id: string }> {
  const id = newId();
  client.send({ type: 'send-message', id, content, room });
  const { messages } = await client.next(
    (frame) => frame['type'] === 'messages-stored' && find(frame['messages'], id) !== undefined,
  );
  return { seq: Number(find(messages, id)?.['seq']), id };
}

/** Adds a room and resolves to its id. */
export async function addRoom(host: Person, name: string): Promise<string> {
  const id = newId();
  const answer = await ask(host, { type: 'add-room', id, name });
  if (answer['type'] !== 'done') throw new Error(`no room: ${String(answer['code'])}`);
  return id;
}

function find(messages: unknown, id: string): Frame | undefined {
  return (messages as Frame[]).find((message) => message['id'] === id);
}
