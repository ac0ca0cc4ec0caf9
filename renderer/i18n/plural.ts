// Picks the words for a count by the rules of a language. Knows no sentence.
import { lazy } from './lazy.ts';

/** The forms that a language has; `other` is the one that every language has. */
export type PluralForms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Returns how to say a count in `locale`: `#` in the chosen form becomes the number. */
export function createPlural(locale: string): (count: number, forms: PluralForms) => string {
  const rules = lazy(() => new Intl.PluralRules(locale));
  const numbers = lazy(() => new Intl.NumberFormat(locale));
  return (count, forms) =>
    (forms[rules().select(count)] ?? forms.other).replace('#', numbers().format(count));
}
