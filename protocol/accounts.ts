// The words about accounts that both ends share, and the rules for passwords.
import { countCodePoints, hasLoneSurrogate } from './content.ts';
import type { Result } from './error-codes.ts';
import { maxPasswordCodePoints, minPasswordCodePoints } from './limits.ts';
import { foldNickname, trimNickname } from './nickname.ts';

/** Whether names belong to anybody: to nobody, to those who want it, or only account holders come in. */
export const accountModes = ['open', 'names-can-be-kept', 'accounts-only'] as const;
export type AccountMode = (typeof accountModes)[number];

const accountRoles = ['person', 'co-host'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** An account as its owner sees it. */
export interface OwnAccount {
  /** The same as their `Person.id`. */
  readonly id: string;
  readonly name: string;
  readonly role: AccountRole;
  /** The password came from the host and should be changed. */
  readonly temporary?: true;
}

/** An account as whoever hosts sees it. */
export interface ListedAccount extends OwnAccount {
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export function isAccountMode(value: unknown): value is AccountMode {
  return accountModes.some((mode) => mode === value);
}

export function isAccountRole(value: unknown): value is AccountRole {
  return accountRoles.some((role) => role === value);
}

/** A password in the one form in which it is hashed: what two keyboards compose differently is one password (RFC 8265). */
export function normalisePassword(password: string): string {
  return password.normalize('NFC');
}

/**
 * Checks a new password: 6 to 128 code points, at least three different ones, no run such as `123456`, and not the name.
 * @param name whose it is to be
 */
export function parsePassword(value: unknown, name: string): Result<string, 'bad-password'> {
  const refused = { ok: false, code: 'bad-password' } as const;
  if (!isPasswordText(value)) return refused;
  const password = normalisePassword(value);
  const points = [...password].map((point) => point.codePointAt(0) ?? 0);
  if (points.length < minPasswordCodePoints || points.length > maxPasswordCodePoints) return refused;
  if (new Set(points).size < 3 || isRun(points)) return refused;
  return foldNickname(password) === foldNickname(name) ? refused : { ok: true, value: password };
}

/** What may be tried as a password: long texts cost time to hash, and nobody has one. */
export function isPasswordText(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= maxPasswordCodePoints * 4 &&
    countCodePoints(value) <= maxPasswordCodePoints &&
    !hasLoneSurrogate(value)
  );
}

/** Checks the word for the whole chat: 1 to 128 code points without spaces around, read aloud and typed by a class. */
export function parseChatPassword(value: unknown): Result<string, 'bad-password'> {
  if (!isPasswordText(value)) return { ok: false, code: 'bad-password' };
  const word = normalisePassword(trimNickname(value));
  return word === '' || /\p{Cc}/u.test(word)
    ? { ok: false, code: 'bad-password' }
    : { ok: true, value: word };
}

/** Each one more, or each one less, than the one before. */
function isRun(points: readonly number[]): boolean {
  const step = (points[1] ?? 0) - (points[0] ?? 0);
  return (
    Math.abs(step) === 1 &&
    points.every((point, index) => index === 0 || point - (points[index - 1] ?? 0) === step)
  );
}
