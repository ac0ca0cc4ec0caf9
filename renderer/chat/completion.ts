// Completing a nickname after `@`: where it is being typed and which names fit. Pure; the composer keeps the choice.
import { isWordAt } from './mentions.ts';
import { findPeople } from '../rooms/people.ts';

/** Names that the list shows at most. */
const maxOptions = 6;
/** Looked back for the `@`, in UTF-16 code units: what is longer is a sentence, no name. */
const maxQueryLength = 40;

export interface Completion {
  /** Index of the `@`. */
  readonly start: number;
  /** Index right after what was typed of the name. */
  readonly end: number;
  /** Never empty. */
  readonly options: readonly string[];
  /** Shown as chosen: what Enter and Tab take. */
  readonly selected: number;
}

/** What may be completed at `caret`; null where no name is being typed or none fits. */
export function findCompletion(text: string, caret: number, names: readonly string[]): Completion | null {
  const from = Math.max(0, caret - maxQueryLength);
  const at = text.slice(from, caret).lastIndexOf('@');
  if (at === -1) return null;
  const start = from + at;
  const query = text.slice(start + 1, caret);
  if (query.includes('\n') || /^\s/.test(query)) return null;
  if (start > 0 && isWordAt(text, start - 1)) return null;
  // In the middle of a word nothing is being completed.
  if (isWordAt(text, caret)) return null;
  const options = findPeople(names, query, maxOptions);
  // The whole name stands there already.
  if (options.length === 0 || options.includes(query)) return null;
  return { start, end: caret, options, selected: 0 };
}

/** The completion with the option `step` further on chosen, around the ends. */
export function browse(completion: Completion, step: 1 | -1): Completion {
  const { options, selected } = completion;
  return { ...completion, selected: (selected + step + options.length) % options.length };
}
