// The languages of the interface: every file here that is named by two letters is one. Nothing else names them.
import { en } from './en.ts';
import type { Messages } from './messages.ts';

const files = import.meta.glob<Messages>('./[a-z][a-z].ts', { eager: true, import: 'default' });

/** By tag, in the order of their tags. */
export const languages: ReadonlyMap<string, Messages> = new Map(
  Object.entries(files).map(([path, messages]) => [path.slice(2, 4), messages]),
);

/** The language for a tag of the system or browser (`vi`, `vi-VN`, `fr-FR`): what is not spoken here is English. */
export function languageFor(tag: string): string {
  const [language = ''] = tag.toLowerCase().split(/[-_]/);
  return languages.has(language) ? language : 'en';
}

/** All sentences of a language. */
export function messagesIn(language: string): Messages {
  return languages.get(language) ?? en;
}
