// For tests: the Python `set_username` server as `test/transcripts/fu-chat.json` recorded it: silent to whatever it does
// not know, everyone hears their own messages back, names are for the whole visit, and its history is in memory.
import type { WebSocket } from 'ws';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { listen, readJson, type OldServer } from './sockets.ts';

const keptMessages = 50;
const shownMessages = 20;

export interface WorkshopServerOptions {
  /** Listens here instead of on a free port: a restart. */
  readonly port?: number;
  /** Handed to a restarted server, as if it had been the connection alone that broke. */
  readonly history?: JsonObject[];
  /** True keeps a `chat` without sending it to anyone, and hangs up: the acknowledgement is lost. */
  readonly hangsUpAfterStoring?: () => boolean;
}

interface Member {
  readonly socket: WebSocket;
  readonly clientId: string;
  /** Null until it has been accepted. */
  name: string | null;
}

export function startWorkshopServer(options: WorkshopServerOptions = {}): Promise<OldServer> {
  const { port = 0, history = [], hangsUpAfterStoring = () => false } = options;
  /** Accepted ones, in that order. */
  const members: Member[] = [];
  let connections = 0;

  function reply({ socket }: Member, frame: object): void {
    socket.send(JSON.stringify(frame));
  }

  function tell(frame: object, except: Member | null = null): void {
    for (const member of members) if (member !== except) reply(member, frame);
  }

  function names(): string[] {
    return members.map(({ name }) => name ?? '');
  }

  function news(type: string, message: string): object {
    return { type, message, timestamp: now(), online_users: members.length, users_list: names() };
  }

  function accept(member: Member, username: unknown): void {
    if (typeof username !== 'string') return member.socket.close(1000);
    const name = username.trim();
    if (name === '') return reply(member, { type: 'username_error', message: 'Username cannot be empty' });
    if (members.some((other) => other.name?.toLowerCase() === name.toLowerCase())) {
      const message = `Username '${name}' is already taken. Please choose another one.`;
      return reply(member, { type: 'username_error', message });
    }
    member.name = name;
    members.push(member);
    reply(member, { type: 'username_accepted', username: name, timestamp: now() });
    reply(member, { type: 'system', message: `Welcome to the chat room, ${name}!`, timestamp: now() });
    tell(news('user_join', `${name} joined the chat`), member);
    reply(member, { type: 'online_users', users: names(), count: members.length });
    const messages = history.slice(-shownMessages);
    if (messages.length > 0) reply(member, { type: 'history', messages });
  }

  function say(member: Member, message: unknown): void {
    const { clientId, name } = member;
    const chat = { type: 'chat', client_id: clientId, message, username: name, timestamp: now() };
    history.push(chat);
    if (history.length > keptMessages) history.shift();
    if (hangsUpAfterStoring()) member.socket.terminate();
    else tell(chat);
  }

  function hear(member: Member, frame: unknown): void {
    if (frame === undefined) return reply(member, { type: 'error', message: 'Invalid message format' });
    if (!isObject(frame)) return member.name === null ? member.socket.close(1000) : undefined;
    if (member.name === null) {
      if (frame.type === 'set_username') accept(member, 'username' in frame ? frame.username : '');
      return;
    }
    if (frame.type === 'chat') say(member, 'message' in frame ? frame.message : '');
    if (frame.type === 'ping') reply(member, { type: 'pong', timestamp: now() });
    if (frame.type === 'get_users') {
      reply(member, { type: 'online_users', users: names(), count: members.length, timestamp: now() });
    }
  }

  return listen(port, (socket) => {
    connections += 1;
    const member: Member = { socket, clientId: `user_${140_148_054_043_920 + connections}`, name: null };
    socket.on('message', (data) => hear(member, readJson(data)));
    socket.on('close', () => {
      const index = members.indexOf(member);
      if (index < 0) return;
      members.splice(index, 1);
      tell(news('user_leave', `${member.name} left the chat`));
    });
  });
}

/** As Python's `datetime.now().isoformat()`: local time without a zone, microseconds. */
function now(): string {
  const date = new Date();
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return `${local.toISOString().slice(0, -1)}000`;
}
