// For tests: a classic-chatbox-server v2 as `test/transcripts/classic-v2.json` recorded it, with its quirks: who has gone
// is noticed at the next tick, a frame without `type` ends the connection without a close frame, and nobody has an id.
import type { WebSocket } from 'ws';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import { listen, readJson, type OldServer } from './sockets.ts';

export interface ClassicServerOptions {
  /** Listens here instead of on a free port: a restart. */
  readonly port?: number;
  /** The original pings, and looks who has gone, every 5 s. */
  readonly tickMs?: number;
  /** What its data.json holds; messages are added to it, so that it can be handed to a restarted server. */
  readonly history?: JsonObject[];
  /** True swallows every `send` after storing it, and hangs up: the acknowledgement is lost. */
  readonly hangsUpAfterStoring?: () => boolean;
}

interface Member {
  readonly socket: WebSocket;
  /** Null before registration. */
  name: string | null;
  gone: boolean;
}

export async function startClassicServer(options: ClassicServerOptions = {}): Promise<OldServer> {
  const { port = 0, tickMs = 5_000, history = [], hangsUpAfterStoring = () => false } = options;
  /** Everybody, in the order of connecting; whoever is in `registered` has a name. */
  const members: Member[] = [];
  /** In the order of registration. */
  const registered = new Set<Member>();

  function reply(member: Member, frame: object): void {
    if (!member.gone) member.socket.send(JSON.stringify(frame));
  }

  function tellOthers(sender: Member | null, frame: object): void {
    for (const member of registered) {
      if (member !== sender) reply(member, { type: 'receive', ...frame, timestamp: now() });
    }
  }

  function setName(member: Member, name: unknown): void {
    if (typeof name !== 'string') return member.socket.terminate();
    const { name: oldname } = member;
    const action =
      oldname === null ? { action: 'register', name } : { action: 'change', oldname, newname: name };
    const length = [...name].length;
    const taken = registered.values().some((other) => other.name === name);
    if (length < 1 || length > 100 || taken) {
      const reason = taken ? 'NameAlreadyUsed' : 'WrongFormatName';
      return reply(member, { type: 'name', ...action, status: false, reason });
    }
    member.name = name;
    registered.add(member);
    const { action: datatype, ...names } = action;
    reply(member, { type: 'name', ...action, status: true, timestamp: now() });
    tellOthers(member, { datatype, ...names });
  }

  function say(member: Member, frame: JsonObject): void {
    const { name } = member;
    const { content } = frame;
    if (content === undefined) {
      reply(member, { type: 'send', status: false, reason: 'NotEnoughKey', need: 'content' });
      return member.socket.close(1000);
    }
    if (name === null) {
      reply(member, { type: 'send', status: false, reason: 'UnknownRegister' });
      return member.socket.close(1000);
    }
    if (typeof content !== 'string') return member.socket.terminate();
    const length = [...content].length;
    if (length < 1 || length > 4_000) {
      const reason = 'WrongFormatContent';
      return reply(member, { type: 'send', username: name, content, status: false, reason });
    }
    const message = { name, content, timestamp: now() };
    history.push(message);
    tellOthers(member, { datatype: 'message', ...message });
    if (hangsUpAfterStoring()) member.socket.terminate();
    else reply(member, { type: 'send', name, content, status: true, timestamp: message.timestamp });
  }

  function hear(member: Member, frame: unknown): void {
    if (frame === undefined) return reply(member, { status: false, reason: 'WrongFormatJSON' });
    if (!isObject(frame) || !('type' in frame)) return member.socket.terminate();
    switch (frame.type) {
      case 'name':
        if ('name' in frame) return setName(member, frame.name);
        return reply(member, { type: 'name', status: false, reason: 'NotEnoughKey', need: 'name' });
      case 'send':
        return say(member, frame);
      case 'get': {
        const { name } = member;
        if (name === null) return reply(member, { type: 'get', status: false, reason: 'UnknownRegister' });
        const online = Array.from(registered, (other) => other.name);
        const data = { message: history, online };
        return reply(member, { type: 'get', status: true, name, timestamp: now(), data });
      }
      default:
        return reply(member, { type: null, status: false, reason: 'UnknownType' });
    }
  }

  /** Goes through the list while taking from it: whoever came after somebody who has gone is passed over. */
  function tick(): void {
    const left: string[] = [];
    for (let index = 0; index < members.length; index += 1) {
      const member = members[index];
      if (member === undefined) continue;
      reply(member, { type: 'ping', timeout: 5 });
      if (!member.gone) continue;
      members.splice(index, 1);
      registered.delete(member);
      if (member.name !== null) left.push(member.name);
    }
    for (const name of left) tellOthers(null, { datatype: 'leave', name });
  }

  const server = await listen(port, (socket) => {
    const member: Member = { socket, name: null, gone: false };
    members.push(member);
    socket.on('message', (data) => hear(member, readJson(data)));
    socket.on('close', () => (member.gone = true));
  });
  const ticking = setInterval(tick, tickMs);
  return {
    port: server.port,
    stop() {
      clearInterval(ticking);
      return server.stop();
    },
  };
}

function now(): string {
  return formatTimestamp(Date.now());
}
