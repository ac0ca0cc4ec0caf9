// For tests: what the older servers say to somebody who joins, over a fake socket.
import { type FakeChat } from './fake-chat.ts';
import type { FakeSocket } from './fake-platform.ts';

export interface FakeEntry {
  readonly name: string;
  readonly content: string;
  /** Second of a minute; messages of one second have the same time. */
  readonly second: number;
}

export function classicTime(second: number): string {
  return `20/11/2026, 08:28:${String(second).padStart(2, '0')}`;
}

export function workshopTime(second: number): string {
  return `2026-11-20T08:14:${String(second).padStart(2, '0')}.411535`;
}

/** The answer of a classic server to words that it does not know. */
export const unknownType = { type: null, status: false, reason: 'UnknownType' };

/** Answers `name` and `get`. */
export function welcomeClassic(socket: FakeSocket, name = 'An', history: readonly FakeEntry[] = []): void {
  const timestamp = classicTime(0);
  socket.say({ type: 'name', action: 'register', name, status: true, timestamp });
  const message = history.map((entry) => ({
    name: entry.name,
    content: entry.content,
    timestamp: classicTime(entry.second),
  }));
  socket.say({ type: 'get', status: true, name, timestamp, data: { message, online: ['Binh', name] } });
}

/** Answers `set_username` and the `ping` behind it. */
export function welcomeWorkshop(socket: FakeSocket, name = 'An', history: readonly FakeEntry[] = []): void {
  const timestamp = workshopTime(0);
  socket.say({ type: 'username_accepted', username: name, timestamp });
  socket.say({ type: 'system', message: `Welcome to the chat room, ${name}!`, timestamp });
  socket.say({ type: 'online_users', users: ['Binh', name], count: 2 });
  const messages = history.map((entry) => ({
    type: 'chat',
    client_id: `user_${entry.name.length}`,
    message: entry.content,
    username: entry.name,
    timestamp: workshopTime(entry.second),
  }));
  if (messages.length > 0) socket.say({ type: 'history', messages });
  socket.say({ type: 'pong', timestamp });
}

/** Joins a classic server as An. */
export async function joinedClassic(chat: FakeChat, history: readonly FakeEntry[] = []): Promise<FakeSocket> {
  const joining = chat.join();
  const socket = chat.open();
  socket.say(unknownType);
  welcomeClassic(socket, 'An', history);
  await joining;
  return socket;
}

/** Joins a workshop server as An. */
export async function joinedWorkshop(
  chat: FakeChat,
  history: readonly FakeEntry[] = [],
): Promise<FakeSocket> {
  const joining = chat.join();
  const socket = chat.open();
  chat.advance(1_000);
  welcomeWorkshop(socket, 'An', history);
  await joining;
  return socket;
}

/** Lets the next try after a loss open. */
export function reopen(chat: FakeChat): FakeSocket {
  chat.advance(chat.untilRetry());
  return chat.open();
}
