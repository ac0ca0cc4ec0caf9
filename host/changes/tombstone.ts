// What is left of a line whose text was deleted: the same record without it, byte by byte as long.
import { parseObject } from '../../protocol/json.ts';

/** Whose it was and when, so that numbers, ids and cursors stay good; nothing that was said. */
export const tombstoneKeys = ['name', 'timestamp', 'id', 'at', 'by', 'to', 'change', 'seq', 'message'];

/**
 * A line of the same length in UTF-8 without what this one said. A line that is no JSON, or too short for more, is
 * left with less.
 * @param lengthBytes of the line in the file: what a power cut has torn is not always UTF-8
 * @param id of the message, which may follow from what the line said
 */
export function tombstoneOf(line: string, lengthBytes: number, id: string): string {
  const record = parseObject(line) ?? {};
  const kept = Object.fromEntries(
    tombstoneKeys.filter((key) => key in record).map((key) => [key, record[key]]),
  );
  // First, where it stood: what a power cut leaves of both begins alike.
  const { name, ...rest } = kept;
  const whole = { ...(name === undefined ? {} : { name }), content: '', ...rest };
  for (const left of [{ ...whole, id }, whole, { content: '' }, {}]) {
    const text = JSON.stringify(left);
    const missing = lengthBytes - Buffer.byteLength(text);
    if (missing >= 0) return `${text.slice(0, -1)}${' '.repeat(missing)}}`;
  }
  throw new RangeError('A line has at least two bytes');
}

/** True for a line of which nothing is left to erase. */
export function isErased(line: string): boolean {
  const record = parseObject(line);
  return record !== null && (record.content === '' || Object.keys(record).length === 0);
}
