// Reads a data.json as a stranger would: with JSON.parse and nothing of ours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredRecord {
  readonly id: string;
  readonly name: string;
  readonly content: string;
}

/** All records of `data.json`, in order. Throws where the file is no JSON array of messages. */
export function readRecords(folder: string): StoredRecord[] {
  return parseRecords(readFileSync(join(folder, 'data.json'), 'utf8'));
}

function parseRecords(text: string): StoredRecord[] {
  const whole: unknown = JSON.parse(text);
  if (!Array.isArray(whole)) throw new Error('data.json is no array');
  return whole.map((element: unknown) => {
    if (!isStoredRecord(element)) throw new Error(`no message: ${JSON.stringify(element)}`);
    return element;
  });
}

export function isStoredRecord(value: unknown): value is StoredRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['id', 'name', 'content'].every((key) => typeof Reflect.get(value, key) === 'string')
  );
}

/** The ids that are there more than once. */
export function doubled(records: readonly StoredRecord[]): string[] {
  const seen = new Set<string>();
  return records.flatMap(({ id }) => (seen.size === seen.add(id).size ? [id] : []));
}

/** Numbered contents such as `17 of An ...`, for each name: the numbers in the order of the file. */
export function numbersBySender(records: readonly StoredRecord[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const { name, content } of records) {
    const list = numbers.get(name) ?? [];
    list.push(Number.parseInt(content, 10));
    numbers.set(name, list);
  }
  return numbers;
}

/** 0, 1, 2 ... as long as the list: what a sender's numbers are when none is lost, doubled or out of order. */
export function countingUp(length: number): number[] {
  return Array.from({ length }, (_, number) => number);
}
