// How hard the fault tests try: short as part of `npm test`, long in `npm run test:faults`. Also where their randomness
// comes from and how they say what they did.

/** Set by `npm run test:faults`. */
export const isLong = process.env['CHATBOX_FAULTS'] === 'long';

/** The same seed makes the same choices again; what the system's scheduler adds to them stays its own. */
export const seed = seedFrom(process.env['CHATBOX_FAULTS_SEED']);

function seedFrom(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Math.floor(Math.random() * 1e9);
}

/** A number for the form that is running. */
export function rounds(form: { readonly short: number; readonly long: number }): number {
  return isLong ? form.long : form.short;
}

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to `end`, `end` excluded. */
  below(end: number): number;
  /** True so often out of 1. */
  chance(probability: number): boolean;
  /** One of these. */
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
}

/** The same numbers on every run with the same seed (mulberry32). `stream` keeps the parts apart. */
export function createRandom(stream: number): Random {
  let state = (seed + Math.imul(stream, 0x9e3779b9)) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)] ?? values[0],
  };
}

/** Prints what was done and compared: one line, which `npm test` repeats. */
export function report(part: string, counts: string): void {
  console.log(`${part}: ${counts} (seed ${seed})`);
}

/** 12,345 */
export function count(number: number): string {
  return number.toLocaleString('en');
}
