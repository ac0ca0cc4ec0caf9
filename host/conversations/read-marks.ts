// How far each person has read each conversation, and the file in which that is kept. It changes with every glance, so it
// is put on the disk now and then, and a crash costs the last few seconds of it: nothing that anyone has said.
import { join } from 'node:path';
import type { ReadMark } from '../../protocol/events.ts';
import { isCount, isObject, parseList, parseObject } from '../../protocol/json.ts';
import { removeLeftovers, replaceFile } from '../../storage/atomic-replace.ts';
import { readTextIfThere, type Disk } from '../../storage/disk.ts';

export const readsFileName = 'reads.json';
/** Longest wait before what has changed is put on the disk. */
const saveAfterMs = 5_000;
/** Most people of whom it is remembered that they keep it to themselves; of whoever is forgotten nothing is known at all. */
const maxHidden = 5_000;
/** Most people remembered in one conversation; those who have read least of it are forgotten first. */
const maxPeople = 5_000;

export class ReadMarks {
  readonly #path: string;
  readonly #disk: Disk | undefined;
  /** By conversation, then by person. */
  readonly #seqs: Map<string, Map<string, number>>;
  /** The same for those who have read nothing of it yet: how far it went when they first heard of it. */
  readonly #met: Map<string, Map<string, number>>;
  /** Who keeps it to themselves. */
  readonly #hidden: Set<string>;
  #saveTimer: NodeJS.Timeout | null = null;
  #saving: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(path: string, disk: Disk | undefined, text: string) {
    this.#path = path;
    this.#disk = disk;
    const { seqs, met, hidden } = parseReads(text);
    this.#seqs = seqs;
    this.#met = met;
    this.#hidden = hidden;
  }

  /** Reads what is kept in `folder`. A file that cannot be read is as good as none. */
  static async open(folder: string, disk?: Disk): Promise<ReadMarks> {
    const path = join(folder, readsFileName);
    await removeLeftovers(path, disk);
    const text = await readTextIfThere(path).catch(() => null);
    return new ReadMarks(path, disk, text ?? '');
  }

  /** After which message a conversation is news to this person; undefined where that is not known. */
  of(conversation: string, person: string): number | undefined {
    return this.#seqs.get(conversation)?.get(person) ?? this.#met.get(conversation)?.get(person);
  }

  /** Notes that somebody hears of a conversation, the first time: what comes after `seq` is news to them. */
  meet(conversation: string, person: string, seq: number): void {
    if (this.of(conversation, person) !== undefined) return;
    const people = this.#met.get(conversation) ?? new Map<string, number>();
    this.#met.set(conversation, people.set(person, seq));
    if (people.size > 2 * maxPeople) this.#met.set(conversation, furthest(people));
    this.#saveSoon();
  }

  /** Those who have read at least up to `seq`, and let others see it. */
  since(conversation: string, seq: number): ReadMark[] {
    return Array.from(this.#seqs.get(conversation) ?? [], ([by, read]) => ({ by, seq: read })).filter(
      (mark) => mark.seq >= seq && !this.#hidden.has(mark.by),
    );
  }

  /** Says whether others may see how far this person has read. */
  hide(person: string, hidden: boolean): void {
    if (hidden === this.#hidden.has(person)) return;
    if (hidden) this.#hidden.add(person);
    else this.#hidden.delete(person);
    const [oldest] = this.#hidden;
    if (this.#hidden.size > maxHidden && oldest !== undefined) this.#forget(oldest);
    this.#saveSoon();
  }

  /** With their marks: without the wish these would be shown. */
  #forget(person: string): void {
    this.#hidden.delete(person);
    for (const people of this.#seqs.values()) people.delete(person);
  }

  /** Notes how far somebody has read; false where they were as far already. */
  mark(conversation: string, person: string, seq: number): boolean {
    const people = this.#seqs.get(conversation) ?? new Map<string, number>();
    if ((people.get(person) ?? 0) >= seq) return false;
    this.#seqs.set(conversation, people.set(person, seq));
    this.#met.get(conversation)?.delete(person);
    if (people.size > 2 * maxPeople) this.#seqs.set(conversation, furthest(people));
    this.#saveSoon();
    return true;
  }

  /** Puts what has changed on the disk, and nothing that changes after it: the folder may be somebody else's then. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#saving;
    if (this.#saveTimer !== null) await this.#save();
  }

  #saveSoon(): void {
    if (this.#closed) return;
    this.#saveTimer ??= setTimeout(() => {
      this.#saving = this.#save();
    }, saveAfterMs).unref();
  }

  async #save(): Promise<void> {
    if (this.#saveTimer !== null) clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    const text = encodeReads({ seqs: this.#seqs, met: this.#met, hidden: this.#hidden });
    // The next glance brings the next try.
    await replaceFile(this.#path, text, this.#disk).catch(() => undefined);
  }
}

/**
 * What the file in `folder` shall say when messages get other numbers; null where there is none that says anything.
 * @param numbers from the old number to the new one, by conversation
 */
export async function renumberedReads(
  folder: string,
  numbers: ReadonlyMap<string, (seq: number) => number>,
): Promise<string | null> {
  const text = await readTextIfThere(join(folder, readsFileName)).catch(() => null);
  const { seqs, met, hidden } = parseReads(text ?? '');
  if (seqs.size === 0 && met.size === 0) return null;
  for (const [conversation, numberOf] of numbers) {
    renumberMarks(seqs, conversation, numberOf);
    // Zero is no message's number: that of the first that was news has its new place instead.
    renumberMarks(met, conversation, (seq) => numberOf(seq + 1) - 1);
  }
  return encodeReads({ seqs, met, hidden });
}

function renumberMarks(
  marks: Map<string, Map<string, number>>,
  conversation: string,
  numberOf: (seq: number) => number,
): void {
  const people = marks.get(conversation) ?? [];
  marks.set(conversation, new Map(Array.from(people, ([person, seq]) => [person, numberOf(seq)])));
}

interface Reads {
  /** By conversation, then by person. */
  readonly seqs: Map<string, Map<string, number>>;
  readonly met: Map<string, Map<string, number>>;
  readonly hidden: Set<string>;
}

function encodeReads({ seqs, met, hidden }: Reads): string {
  const kept = { version: 1, hidden: [...hidden], conversations: toObject(seqs), met: toObject(met) };
  return JSON.stringify(kept);
}

function parseReads(text: string): Reads {
  const { conversations, met, hidden } = parseObject(text) ?? {};
  return {
    seqs: parseMarks(conversations, 1),
    met: parseMarks(met, 0),
    hidden: new Set(parseList(hidden, (id) => (typeof id === 'string' ? id : null))),
  };
}

function furthest(people: Map<string, number>): Map<string, number> {
  if (people.size <= maxPeople) return people;
  return new Map([...people].sort(([, a], [, b]) => b - a).slice(0, maxPeople));
}

function toObject(seqs: ReadonlyMap<string, Map<string, number>>): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Array.from(seqs, ([key, people]) => [key, Object.fromEntries(furthest(people))] as const),
  );
}

/** @param least the lowest number that is one */
function parseMarks(conversations: unknown, least: number): Map<string, Map<string, number>> {
  const seqs = new Map<string, Map<string, number>>();
  for (const [key, people] of Object.entries(isObject(conversations) ? conversations : {})) {
    const marks = Object.entries(isObject(people) ? people : {}).flatMap(([person, seq]) =>
      isCount(seq, least) ? [[person, seq] as const] : [],
    );
    seqs.set(key, new Map(marks));
  }
  return seqs;
}
