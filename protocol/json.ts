// Reading JSON that somebody else wrote: frames and lines. Everything is unknown until it has been looked at.

export type JsonObject = Readonly<Record<string, unknown>>;

/** True for what is written in braces. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads text that should be a JSON object; null for anything else. */
export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** True for a number that counts something: whole, exact, and at least `least`. */
export function isCount(value: unknown, least = 0): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
}

/** Each element read by `parse`; null as soon as one cannot be read, or if there is no array. */
export function parseList<Value>(value: unknown, parse: (item: unknown) => Value | null): Value[] | null {
  if (!Array.isArray(value)) return null;
  const list: Value[] = [];
  for (const item of value) {
    const parsed = parse(item);
    if (parsed === null) return null;
    list.push(parsed);
  }
  return list;
}

/**
 * True for what may be written as JSON again: `JSON.stringify` overflows the stack on what `JSON.parse` reads without
 * harm, such as a frame of brackets within brackets.
 */
export function isShallow(value: unknown, levels = 32): boolean {
  if (!Array.isArray(value) && !isObject(value)) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

/** A value as somebody may read it: text as it is, other JSON as written, nothing for null and what nests too deeply. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null || !isShallow(value) ? '' : JSON.stringify(value);
}
