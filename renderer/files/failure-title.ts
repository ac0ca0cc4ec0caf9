// What stands at a file or message that was not sent. Knows no element of the page.
import type { ErrorCode } from '../../protocol/error-codes.ts';
import { i18n } from '../i18n/i18n.svelte.ts';

/** @param maxFileBytes largest file that this chat takes, in bytes */
export function failureTitle(code: ErrorCode, maxFileBytes: number): string {
  return code === 'file-too-large' ? i18n.t.files.tooLarge(maxFileBytes) : i18n.t.errors[code].title;
}
