// What stands at the field of a nickname that was not taken.
import type { ErrorCode } from '../protocol/error-codes.ts';
import { i18n } from './i18n/i18n.svelte.ts';

/** What is wrong with it, and the rule; what to do about a taken name is on the button that does it. */
export function nicknameRefusal(code: ErrorCode): string {
  const { title, next } = i18n.t.errors[code];
  return code === 'nickname-taken' ? title : `${title}. ${next}`;
}
