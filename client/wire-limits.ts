// What a chat cannot do because of the older server that it is on. Codes only: each interface language has the
// sentence.
import type { DialectName } from '../protocol/dialect.ts';

export const limitations = [
  /** After a lost connection the newest page is fetched anew; what else was said meanwhile is not shown. */
  'no-resume',
  /** Losing the connection is leaving: the others see it, and for a while the name may still be taken. */
  'no-seat',
  /** Nothing before the newest messages can be fetched. */
  'no-history-pages',
  /** Only the messages that are held here can be looked through. */
  'no-search',
  /** A name is for the whole visit. */
  'no-rename',
  /** Nobody sees who is typing. */
  'no-typing',
  /** Pictures and files cannot be sent. */
  'no-files',
  /** Messages cannot be answered, edited, deleted or reacted to, and nobody sees who has read them. */
  'no-changes',
] as const;

export type Limitation = (typeof limitations)[number];

/** What no older wire has. */
const additions = ['no-files', 'no-changes'] as const;

const limitationsByWire: { readonly [Name in DialectName]: readonly Limitation[] } = {
  native: [],
  classic: ['no-resume', 'no-seat', 'no-search', 'no-typing', ...additions],
  workshop: ['no-resume', 'no-seat', 'no-history-pages', 'no-search', 'no-rename', 'no-typing', ...additions],
  first: ['no-resume', 'no-seat', 'no-history-pages', 'no-search', 'no-rename', 'no-typing', ...additions],
};

/** What is missing on this wire, in the order in which an interface lists it; nothing before a wire is known. */
export function limitationsOf(wire: DialectName | null): readonly Limitation[] {
  return wire === null ? [] : limitationsByWire[wire];
}
