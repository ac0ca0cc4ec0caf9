// The histories of all conversations: the main room's is open from the start, the others are opened when somebody wants
// something of them, so that a host with fifty rooms starts as fast as one with none.
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MessageRef } from '../../protocol/commands.ts';
import { talkWith } from '../../protocol/conversations.ts';
import type { Message, Talk } from '../../protocol/events.ts';
import { nodeDisk, StorageError, systemCode } from '../../storage/disk.ts';
import {
  fileOf,
  keyOf,
  mainConversation,
  namedFor,
  partnerIn,
  peopleOfFile,
  talkFolder,
  talkOf,
  type Conversation,
} from './conversation.ts';
import { openMessages, type MessagesListener, type OpenMessages } from './open-messages.ts';
import { RoomLengths } from './room-lengths.ts';
import type { ExportedRoom } from '../history/export-lines.ts';
import { HistoryDesk } from '../history/history-desk.ts';
import type { HistorySlots } from '../history/history-stream.ts';
import type { ConsoleLog } from '../console-log.ts';
import { parseRecord } from '../history/record.ts';
import type { HistoryOptions } from '../history/history.ts';
import { takeAll } from '../take-all.ts';

/** A conversation whose history is open. */
export interface OpenConversation<Sender> extends OpenMessages<Sender> {
  readonly is: Conversation;
  readonly desk: HistoryDesk;
  /** What the people of a talk were last called, by their ids. */
  readonly names: Map<string, string>;
}

export interface ConversationsOptions<Sender> {
  readonly folder: string;
  readonly history: HistoryOptions;
  readonly slots: HistorySlots;
  readonly log: ConsoleLog;
  readonly now: () => number;
  /** Hears of what is appended to a conversation. */
  readonly listen: (conversation: Conversation) => MessagesListener<Sender>;
  /** Waited for before anybody has anything of the conversation. */
  readonly opened: (conversation: OpenConversation<Sender>) => Promise<void>;
}

/** How many of a talk's newest messages are looked at for what its people are called. */
const namesLookback = 50;

export class Conversations<Sender> {
  readonly main: OpenConversation<Sender>;
  readonly #options: ConversationsOptions<Sender>;
  readonly #open = new Map<string, OpenConversation<Sender>>();
  readonly #opening = new Map<string, Promise<OpenConversation<Sender>>>();
  /** With whom each person has a talk. */
  readonly #partners: Map<string, Set<string>>;
  readonly #lengths: RoomLengths;
  #closing = false;

  private constructor(
    options: ConversationsOptions<Sender>,
    main: OpenConversation<Sender>,
    partners: Map<string, Set<string>>,
    lengths: RoomLengths,
  ) {
    this.#options = options;
    this.main = main;
    this.#open.set(keyOf(main.is), main);
    this.#partners = partners;
    this.#lengths = lengths;
  }

  /** Opens the main room. Throws what the system throws when its file cannot be opened at all. */
  static async open<Sender>(options: ConversationsOptions<Sender>): Promise<Conversations<Sender>> {
    const main = await openConversation(mainConversation, options);
    try {
      await main.history.prepare();
      const partners = new Map<string, Set<string>>();
      const lengths = await RoomLengths.open(options.folder, options.history.disk);
      const conversations = new Conversations(options, main, partners, lengths);
      for (const people of await talksIn(join(options.folder, talkFolder))) conversations.#introduce(people);
      return conversations;
    } catch (error) {
      await closeMessages(main);
      throw error;
    }
  }

  /** True where these two have talked. */
  hasTalk(one: string, other: string): boolean {
    return this.#partners.get(one)?.has(other) === true;
  }

  /** The conversation if it is open; null otherwise. */
  opened(conversation: Conversation): OpenConversation<Sender> | null {
    return this.#open.get(keyOf(conversation)) ?? null;
  }

  /** Number of a conversation's newest message; undefined where it must be opened to know. */
  lastSeqOf(conversation: Conversation): number | undefined {
    const open = this.opened(conversation);
    if (open) return open.history.lastSeq;
    return conversation.kind === 'room' ? this.#lengths.of(conversation.id) : undefined;
  }

  /** True once nothing is opened any more. */
  get closing(): boolean {
    return this.#closing;
  }

  /**
   * Opens a conversation for reading.
   * @throws what the system throws when its file cannot be opened, a `StorageError` while closing
   */
  async open(conversation: Conversation): Promise<OpenConversation<Sender>> {
    const key = keyOf(conversation);
    const open = this.#open.get(key);
    if (open) return open;
    let opening = this.#opening.get(key);
    if (!opening) {
      // The folder may be somebody else's next.
      if (this.#closing) throw new StorageError('storage-failed');
      opening = this.#openAnew(conversation).finally(() => this.#opening.delete(key));
      this.#opening.set(key, opening);
    }
    return opening;
  }

  async #openAnew(conversation: Conversation): Promise<OpenConversation<Sender>> {
    const { folder, history } = this.#options;
    // Nobody else on this machine has to read what is said in private.
    const made = await mkdir(dirname(join(folder, fileOf(conversation))), { recursive: true, mode: 0o700 });
    // Or a power cut could take the folder with all that is safe in its files.
    if (made !== undefined) await (history.disk ?? nodeDisk).syncFolder(folder);
    const open = await openConversation(conversation, this.#options);
    this.#open.set(keyOf(conversation), open);
    if (conversation.kind === 'talk') {
      this.#introduce(conversation.people);
      const { messages } = await open.history.page(null, null, namesLookback);
      for (const message of messages) rememberNames(open, conversation.people, message);
    }
    return open;
  }

  /** Opens a conversation for appending to it: what was stored lately is known by its ids then. */
  async openForWriting(conversation: Conversation): Promise<OpenConversation<Sender>> {
    const open = await this.open(conversation);
    await open.history.prepare();
    return open;
  }

  /**
   * Which of a conversation's newest messages went with which file, ids by the file's id; null where it cannot be read.
   */
  async sentFilesIn(conversation: Conversation): Promise<ReadonlyMap<string, string> | null> {
    try {
      return (await this.openForWriting(conversation)).history.sentFiles;
    } catch {
      return null;
    }
  }

  /**
   * These rooms for an export: each as its messages are when they are read.
   * @throws the system's error where one cannot be opened
   */
  async exported(rooms: readonly Pick<ExportedRoom, 'id' | 'name'>[]): Promise<ExportedRoom[]> {
    const exported: ExportedRoom[] = [];
    for (const { id, name } of rooms) {
      const { desk, changes } = await this.open({ kind: 'room', id });
      exported.push({ id, name, lines: () => desk.lines(), now: (message) => changes.messages.now(message) });
    }
    return exported;
  }

  /** The talks of a person, as far as they can be read. */
  async openTalks(person: string): Promise<void> {
    for (const partner of this.#partners.get(person) ?? []) {
      await this.open(talkOf(person, partner)).catch(() => undefined);
    }
  }

  /** What somebody is told of their talks when they come in; `openTalks` comes first. */
  talksOf(
    person: string,
    nameOf: (person: string) => string | undefined,
  ): { readonly key: string; readonly talk: Talk }[] {
    return [...(this.#partners.get(person) ?? [])].flatMap((partner) => {
      const conversation = talkOf(person, partner);
      const open = this.opened(conversation);
      if (open === null || open.history.lastSeq === 0) return [];
      const name = nameOf(partner) ?? open.names.get(partner) ?? '?';
      const talk = { room: talkWith(partner), lastSeq: open.history.lastSeq, name };
      return [{ key: keyOf(conversation), talk }];
    });
  }

  /** Notes what people of a talk are called. */
  noteNames(open: OpenConversation<Sender>, message: Pick<Message, 'name' | 'by' | 'to'>): void {
    if (open.is.kind === 'talk') rememberNames(open, open.is.people, message);
  }

  /** Writes and syncs what was taken, everywhere, and opens nothing more. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.allSettled(this.#opening.values());
    for (const { desk } of this.#open.values()) desk.close();
    const closed = await Promise.allSettled(Array.from(this.#open.values(), (open) => closeMessages(open)));
    await this.#lengths.save(
      Array.from(this.#open.values()).flatMap(({ is, history }) =>
        is.kind === 'room' && is !== this.main.is ? [[is.id, history.lastSeq] as const] : [],
      ),
    );
    const failed = closed.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  #introduce(people: readonly [string, string]): void {
    for (const person of people) {
      const partners = this.#partners.get(person) ?? new Set();
      this.#partners.set(person, partners.add(partnerIn(people, person)));
    }
  }
}

async function openConversation<Sender>(
  conversation: Conversation,
  options: ConversationsOptions<Sender>,
): Promise<OpenConversation<Sender>> {
  const { folder, slots, log, now } = options;
  const { history, changes } = await openMessages(
    folder,
    conversation,
    options.history,
    options.listen(conversation),
  );
  try {
    const desk = new HistoryDesk(history, changes, slots, log, now, (person) =>
      namedFor(conversation, person),
    );
    const open: OpenConversation<Sender> = { is: conversation, history, changes, desk, names: new Map() };
    await options.opened(open);
    return open;
  } catch (error) {
    await closeMessages({ history, changes });
    throw error;
  }
}

function closeMessages<Sender>({ history, changes }: OpenMessages<Sender>): Promise<void> {
  return takeAll([() => changes.close(), () => history.close()]);
}

/** A message as it is now; null where the conversation has none under that number and id. */
export async function findMessage<Sender>(
  { history, changes }: Pick<OpenConversation<Sender>, 'history' | 'changes'>,
  { seq, id }: MessageRef,
): Promise<Message | null> {
  if (seq > history.lastSeq) return null;
  const message = parseRecord(await history.line(seq), seq);
  return message.id === id ? changes.messages.now(message) : null;
}

function rememberNames(
  { names }: Pick<OpenConversation<never>, 'names'>,
  people: readonly [string, string],
  { by, name, to }: Pick<Message, 'name' | 'by' | 'to'>,
): void {
  if (by === undefined || !people.includes(by)) return;
  names.set(by, name);
  if (to !== undefined) names.set(partnerIn(people, by), to);
}

async function talksIn(folder: string): Promise<(readonly [string, string])[]> {
  try {
    return (await readdir(folder)).flatMap((name) => {
      const people = peopleOfFile(name);
      return people === null ? [] : [people];
    });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}
