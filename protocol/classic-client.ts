// The client's side of the classic wire, so that our client can also sit in an older host's room. That wire has no ids,
// no numbers and no pages: this codec makes them up for one connection, by the order in which things arrive.
import type { Command, CommandType } from './commands.ts';
import type { ClientDialect } from './dialect.ts';
import { refusalCodes, type RefusalCode } from './error-codes.ts';
import type { ChatEvent, Message, Person, StoredMessage } from './events.ts';
import { isObject, parseObject, textOf, type JsonObject } from './json.ts';
import { defaultPageLength, protocolVersion } from './limits.ts';
import { parseTimestamp } from './timestamp.ts';

/** A command whose reply has not come. The wire answers each kind in order. */
interface Waiting {
  readonly command: CommandType;
  readonly id: string | null;
}

/** What a `get` was for: to be in, or to see an older page. */
interface WaitingGet {
  readonly replyTo: string;
  readonly page: {
    readonly before: number | null;
    readonly after: number | null;
    readonly limit: number;
  } | null;
}

type Entry = Pick<Message, 'name' | 'content' | 'at'>;

/**
 * The client's side of one classic connection.
 *
 * - `join` goes out as `name` and `get`; the reply to `get` is `joined`, with the newest page, because only it says who
 *   is here. What arrives in between is taken in. A name that is refused is the `join` refused.
 * - The reply to `send` is `messages-stored` with the message itself, which this wire does not send back otherwise.
 * - A page of history is cut out of the reply to another `get`: a message's number is its place in the host's file.
 * - People have ids for as long as the connection; messages have no `by`.
 */
export function createClassicClient(): ClientDialect {
  return new ClassicClient();
}

class ClassicClient implements ClientDialect {
  readonly name = 'classic';
  readonly #names: Waiting[] = [];
  readonly #sends: Waiting[] = [];
  readonly #gets: WaitingGet[] = [];
  /** Ids of the people here, by name. Insertion order is the order of registration. */
  readonly #people = new Map<string, string>();
  #peopleSeen = 0;
  #lastSeq = 0;
  #joined = false;
  /** Messages heard between registration and the first history, which may have them or not. */
  #early: Entry[] = [];

  encode(command: Command): string[] {
    switch (command.type) {
      case 'join':
        this.#names.push({ command: 'join', id: command.id });
        this.#gets.push({ replyTo: command.id, page: null });
        return [JSON.stringify({ type: 'name', name: command.nickname }), JSON.stringify({ type: 'get' })];
      case 'set-nickname':
        this.#names.push({ command: 'set-nickname', id: command.id });
        return [JSON.stringify({ type: 'name', name: command.nickname })];
      case 'send-message':
        this.#sends.push({ command: 'send-message', id: command.id });
        return [JSON.stringify({ type: 'send', content: command.content })];
      case 'get-history': {
        const { id, before, after, limit } = command;
        this.#gets.push({ replyTo: id, page: { before, after, limit } });
        return [JSON.stringify({ type: 'get' })];
      }
      default:
        return [];
    }
  }

  decode(text: string): ChatEvent | null {
    const frame = parseObject(text);
    if (frame === null) return null;
    switch (frame.type) {
      case 'ping':
        return { type: 'ping' };
      case 'receive':
        return this.#decodeBroadcast(frame);
      case 'name':
        return this.#decodeNameReply(frame);
      case 'send':
        return this.#decodeSendReply(frame);
      case 'get':
        return this.#decodeGetReply(frame);
      case null:
      case undefined:
        // Also how a classic host answers a frame of a wire that it does not know.
        return frame.reason === 'UnknownType' || frame.reason === 'WrongFormatJSON'
          ? { type: 'protocol-error', replyTo: null, code: codeOf(frame), command: null }
          : null;
      default:
        return null;
    }
  }

  #decodeBroadcast(frame: JsonObject): ChatEvent | null {
    const at = timeOf(frame);
    if (frame.datatype === 'message') return this.#decodeMessage(frame);
    if (frame.datatype === 'change') {
      const { oldname, newname } = frame;
      if (typeof oldname !== 'string' || typeof newname !== 'string') return null;
      const person = this.#rename(oldname, newname);
      return this.#joined ? { type: 'person-renamed', person, oldName: oldname, at } : null;
    }
    const { name } = frame;
    if (typeof name !== 'string') return null;
    if (frame.datatype === 'register') {
      const person = this.#person(name);
      return this.#joined ? { type: 'person-joined', person, at } : null;
    }
    if (frame.datatype !== 'leave') return null;
    const person = this.#person(name);
    this.#people.delete(name);
    return this.#joined ? { type: 'person-left', person, at } : null;
  }

  #decodeMessage(frame: JsonObject): ChatEvent | null {
    const entry = entryOf(frame);
    if (this.#joined) return { type: 'messages-sent', messages: [this.#number(entry)] };
    this.#early.push(entry);
    return null;
  }

  #decodeNameReply(frame: JsonObject): ChatEvent | null {
    const waiting = this.#names.shift();
    if (frame.status !== true) {
      if (waiting === undefined) return null;
      const { command, id } = waiting;
      return { type: 'refused', replyTo: id, command, code: codeOf(frame), name: null };
    }
    if (frame.action === 'register' && typeof frame.name === 'string') {
      this.#person(frame.name);
      return null;
    }
    const { oldname, newname } = frame;
    if (typeof oldname !== 'string' || typeof newname !== 'string') return null;
    this.#rename(oldname, newname);
    const replyTo = waiting?.id ?? null;
    return { type: 'nickname-set', replyTo, oldName: oldname, name: newname, at: timeOf(frame) };
  }

  #decodeSendReply(frame: JsonObject): ChatEvent | null {
    const waiting = this.#sends.shift();
    if (waiting === undefined) return null;
    const { command, id } = waiting;
    if (frame.status !== true)
      return { type: 'refused', replyTo: id, command, code: codeOf(frame), name: null };
    const message: StoredMessage = this.#number(entryOf(frame), id);
    return { type: 'messages-stored', messages: [message] };
  }

  #decodeGetReply(frame: JsonObject): ChatEvent | null {
    const waiting = this.#gets.shift();
    if (waiting === undefined) return null;
    const { replyTo, page } = waiting;
    if (frame.status !== true || !isObject(frame.data) || typeof frame.name !== 'string') {
      // A refused name is followed by a refused `get`: one `join`, one answer.
      const told = page === null && frame.reason === 'UnknownRegister';
      const command = page === null ? 'join' : 'get-history';
      return told ? null : { type: 'refused', replyTo, command, code: codeOf(frame), name: null };
    }
    const entries = Array.isArray(frame.data.message) ? frame.data.message.map(entryOf) : [];
    const all = entries.map((entry, index) => numbered(entry, index + 1));
    if (page !== null) {
      const end = page.before === null ? all.length : Math.min(page.before - 1, all.length);
      const from = page.after ?? Math.max(end - page.limit, 0);
      const messages = page.after === null ? all.slice(from, end) : all.slice(from, from + page.limit);
      const hasNewer = from + messages.length < all.length;
      return { type: 'history-page', replyTo, messages, hasOlder: from > 0, hasNewer };
    }
    return this.#join(replyTo, frame.name, frame.data.online, all);
  }

  #join(replyTo: string, name: string, online: unknown, history: readonly Message[]): ChatEvent {
    const names = Array.isArray(online) ? online.filter((item) => typeof item === 'string') : [];
    this.#lastSeq = history.length;
    // Heard before this reply and not in it: stored while the host was reading its file.
    const newest = history.slice(-defaultPageLength);
    const missing = this.#early.filter((entry) => !newest.some((message) => isSame(message, entry)));
    const late = missing.map((entry) => this.#number(entry));
    this.#early = [];
    this.#joined = true;
    return {
      type: 'joined',
      replyTo,
      protocol: protocolVersion,
      // The wire names neither the chat nor its host; the client has the address to show instead.
      chat: { name: '', hostName: '' },
      you: this.#person(name),
      people: names.map((other) => this.#person(other)),
      reset: true,
      messages: [...history, ...late].slice(-defaultPageLength),
      lastSeq: this.#lastSeq,
    };
  }

  #number(entry: Entry, id: string | null = null): Message {
    this.#lastSeq += 1;
    return numbered(entry, this.#lastSeq, id);
  }

  #person(name: string): Person {
    let id = this.#people.get(name);
    if (id === undefined) {
      this.#peopleSeen += 1;
      id = `classic-person-${this.#peopleSeen}`;
      this.#people.set(name, id);
    }
    return { id, name };
  }

  #rename(oldName: string, newName: string): Person {
    const { id } = this.#person(oldName);
    this.#people.delete(oldName);
    this.#people.set(newName, id);
    return { id, name: newName };
  }
}

function numbered({ name, content, at }: Entry, seq: number, id: string | null = null): Message {
  return { seq, id: id ?? `classic-${seq}`, name, content, at };
}

function isSame(one: Entry, other: Entry): boolean {
  return one.name === other.name && one.content === other.content && one.at === other.at;
}

/** The old server stored whatever JSON it was sent, so names and contents may be anything. */
function entryOf(value: unknown): Entry {
  const entry = isObject(value) ? value : {};
  return { name: textOf(entry.name), content: textOf(entry.content), at: timeOf(entry) };
}

/** Epoch milliseconds; 0 where the time cannot be read. */
function timeOf(frame: JsonObject): number {
  return parseTimestamp(frame.timestamp) ?? 0;
}

function codeOf({ reason, error }: JsonObject): RefusalCode {
  switch (reason) {
    case 'WrongFormatName':
      return 'bad-nickname';
    case 'NameAlreadyUsed':
      return 'nickname-taken';
    case 'WrongFormatContent':
      return 'bad-content';
    case 'UnknownRegister':
      return 'not-joined';
    case 'NotEnoughKey':
      return 'bad-command';
    case 'UnknownType':
      return 'unknown-command';
    case 'WrongFormatJSON':
      return 'bad-json';
    default:
      // Our own host says which failure it was, the old one gives a Python exception.
      return refusalCodes.find((code) => code === error) ?? 'storage-failed';
  }
}
