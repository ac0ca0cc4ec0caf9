// The client's side of the workshop wire, so that our client can also sit in the room of such a server. That wire has no
// ids, no numbers and no answer to a message but its echo: this codec makes them up for one connection.
import type { Command } from './commands.ts';
import type { ClientDialect } from './dialect.ts';
import { refusalCodes, type RefusalCode } from './error-codes.ts';
import type { ChatEvent, Message, Person } from './events.ts';
import { isObject, parseObject, textOf, type JsonObject } from './json.ts';
import { defaultPageLength, protocolVersion } from './limits.ts';
import { parseNickname } from './nickname.ts';
import { parseIsoTimestamp } from './timestamp.ts';

type Entry = Pick<Message, 'name' | 'content' | 'at'>;

interface WaitingJoin {
  readonly id: string;
  readonly nickname: unknown;
}

/**
 * The client's side of one workshop connection.
 *
 * - `join` goes out as `set_username` and `ping`: the greeting has two or three frames, and the `pong` behind them says
 *   that it is over. It is `joined`, with what the greeting said and what was heard during it.
 * - One's own message comes back like everybody's. That echo is `messages-stored` with the whole message, under the id
 *   that it was sent with: the wire has no other answer.
 * - Who came or went is what changed in the list of names that such a frame carries.
 * - There are no renames, pages, typing or leaving: `set-nickname`, `get-history`, `set-typing` and `leave` have no words.
 * - People have ids for as long as the connection; messages have no `by`.
 */
export function createWorkshopClient(): ClientDialect {
  return new WorkshopClient();
}

class WorkshopClient implements ClientDialect {
  readonly name = 'workshop';
  readonly #joins: WaitingJoin[] = [];
  /** Ids of messages that have not come back. */
  readonly #sends: (string | null)[] = [];
  /** Ids of the people here, by name, in the order of the server's list. */
  #people = new Map<string, string>();
  #peopleSeen = 0;
  #lastSeq = 0;
  /** The name that the server has accepted. */
  #you: string | null = null;
  #joined = false;
  #history: Entry[] = [];
  /** Messages heard during the greeting, which may be in its history or not. */
  #early: Entry[] = [];

  encode(command: Command): string[] {
    switch (command.type) {
      case 'join': {
        const { id, nickname } = command;
        this.#joins.push({ id, nickname });
        return [
          JSON.stringify({ type: 'set_username', username: nickname }),
          JSON.stringify({ type: 'ping' }),
        ];
      }
      case 'send-message':
        this.#sends.push(command.id);
        return [JSON.stringify({ type: 'chat', message: command.content })];
      case 'get-people':
        return [JSON.stringify({ type: 'get_users' })];
      case 'ping-host':
        return [JSON.stringify({ type: 'ping' })];
      default:
        return [];
    }
  }

  decode(text: string): ChatEvent | null {
    const frame = parseObject(text);
    switch (frame?.type) {
      case 'username_accepted':
        this.#you = textOf(frame.username);
        return null;
      case 'username_error':
        return this.#refuseJoin();
      case 'online_users':
        return this.#decodeList(frame);
      case 'history':
        this.#history = Array.isArray(frame.messages) ? frame.messages.map(entryOf) : [];
        return null;
      case 'pong':
        return this.#joined ? { type: 'pong', at: timeOf(frame) } : this.#join();
      case 'chat':
        return this.#decodeChat(entryOf(frame));
      case 'user_join':
        return this.#decodeJoin(frame);
      case 'user_leave':
        return this.#decodeLeave(frame);
      case 'error':
        return this.#decodeError(frame);
      default:
        // `system` is for people to read: it says nothing that other frames do not.
        return null;
    }
  }

  #join(): ChatEvent | null {
    const waiting = this.#joins.shift();
    if (waiting === undefined || this.#you === null) return null;
    // Heard during the greeting and not in its history.
    const late = this.#early.filter((entry) => !this.#history.some((other) => isSame(other, entry)));
    const messages = [...this.#history, ...late].map((entry) => this.#number(entry));
    this.#history = [];
    this.#early = [];
    this.#joined = true;
    return {
      type: 'joined',
      replyTo: waiting.id,
      protocol: protocolVersion,
      // The wire names neither the chat nor its host; the client has the address to show instead.
      chat: { name: '', hostName: '' },
      you: this.#person(this.#you),
      people: Array.from(this.#people, ([name, id]) => ({ id, name })),
      reset: true,
      messages: messages.slice(-defaultPageLength),
      lastSeq: this.#lastSeq,
    };
  }

  /** The reason is a sentence. The server refuses what is empty or taken, and our own rule tells which it is. */
  #refuseJoin(): ChatEvent | null {
    const waiting = this.#joins.shift();
    if (waiting === undefined) return null;
    const code = parseNickname(waiting.nickname).ok ? 'nickname-taken' : 'bad-nickname';
    return { type: 'refused', replyTo: waiting.id, command: 'join', code, name: null };
  }

  #decodeChat(entry: Entry): ChatEvent | null {
    if (!this.#joined) {
      this.#early.push(entry);
      return null;
    }
    // Names are unique among those who are here, and echoes come in the order of sending.
    const id = entry.name === this.#you ? this.#sends.shift() : undefined;
    if (id === undefined) return { type: 'messages-sent', messages: [this.#number(entry)] };
    return { type: 'messages-stored', messages: [this.#number(entry, id)] };
  }

  #decodeJoin(frame: JsonObject): ChatEvent | null {
    const came = namesOf(frame.users_list).find((name) => !this.#people.has(name));
    if (came === undefined) return null;
    const person = this.#person(came);
    return this.#joined ? { type: 'person-joined', person, at: timeOf(frame) } : null;
  }

  #decodeLeave(frame: JsonObject): ChatEvent | null {
    const names = namesOf(frame.users_list);
    const gone = [...this.#people.keys()].find((name) => !names.includes(name));
    if (gone === undefined) return null;
    const person = this.#person(gone);
    this.#people.delete(gone);
    return this.#joined ? { type: 'person-left', person, at: timeOf(frame) } : null;
  }

  /**
   * The list in the greeting and the answer to `get-people`. Our own host sends it unasked when somebody on another wire
   * takes another name: then one name stands where another one stood.
   */
  #decodeList(frame: JsonObject): ChatEvent | null {
    const names = namesOf(frame.users);
    const before = [...this.#people.keys()];
    const changed = before.flatMap((name, index) => (name === names[index] ? [] : [index]));
    const [index = 0] = changed;
    const [oldName, newName] = [before[index], names[index]];
    const isRename =
      before.length === names.length &&
      changed.length === 1 &&
      oldName !== undefined &&
      newName !== undefined &&
      !this.#people.has(newName);
    this.#people = new Map(
      names.map((name) => {
        const { id } = this.#person(isRename && name === newName ? oldName : name);
        return [name, id];
      }),
    );
    if (!this.#joined) return null;
    const at = timeOf(frame);
    if (isRename) return { type: 'person-renamed', person: this.#person(newName), oldName, at };
    return { type: 'people-listed', people: names.map((name) => this.#person(name)), at };
  }

  /** A message that was not taken. The old server has this frame only for what is no JSON. */
  #decodeError({ error }: JsonObject): ChatEvent {
    const replyTo = this.#sends.shift();
    if (replyTo === undefined) {
      return { type: 'protocol-error', replyTo: null, code: 'bad-json', command: null };
    }
    // Our own host says when it is the disk.
    const code: RefusalCode = refusalCodes.find((known) => known === error) ?? 'bad-content';
    return { type: 'refused', replyTo, command: 'send-message', code, name: this.#you };
  }

  #number(entry: Entry, id: string | null = null): Message {
    this.#lastSeq += 1;
    return { seq: this.#lastSeq, id: id ?? `workshop-${this.#lastSeq}`, ...entry };
  }

  #person(name: string): Person {
    let id = this.#people.get(name);
    if (id === undefined) {
      this.#peopleSeen += 1;
      id = `workshop-person-${this.#peopleSeen}`;
      this.#people.set(name, id);
    }
    return { id, name };
  }
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function isSame(one: Entry, other: Entry): boolean {
  return one.name === other.name && one.content === other.content && one.at === other.at;
}

/** The old server passed on whatever JSON it was sent. */
function entryOf(value: unknown): Entry {
  const frame = isObject(value) ? value : {};
  const { username = frame.client_id, message } = frame;
  return { name: textOf(username), content: textOf(message), at: timeOf(frame) };
}

/** Epoch milliseconds; 0 where the time cannot be read. */
function timeOf({ timestamp }: JsonObject): number {
  return parseIsoTimestamp(timestamp) ?? 0;
}
