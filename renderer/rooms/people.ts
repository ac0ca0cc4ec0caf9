// The people of a chat in the order of the list, those of them who fit what was typed, and who may send whom away. Pure.
import type { Person } from '../../protocol/events.ts';
import { foldText } from '../fold-text.ts';
import { lazy } from '../i18n/lazy.ts';

// Vietnamese order also sorts the names of every other Latin alphabet in a way that their readers expect.
const collator = lazy(() => new Intl.Collator('vi', { sensitivity: 'base', numeric: true }));

/** Oneself first, then by name. */
export function sortPeople(people: readonly Person[], you: Person | null): readonly Person[] {
  return people.toSorted((one, other) => {
    if (one.id === you?.id) return -1;
    if (other.id === you?.id) return 1;
    return collator().compare(one.name, other.name);
  });
}

/** Up to `limit` names that begin with `query`, then those with a later word that does. */
export function findPeople(names: readonly string[], query: string, limit: number): readonly string[] {
  const wanted = foldText(query);
  const beginning: string[] = [];
  const within: string[] = [];
  for (const name of names) {
    const candidate = foldText(name);
    if (candidate.startsWith(wanted)) beginning.push(name);
    else if (candidate.includes(` ${wanted}`)) within.push(name);
    if (beginning.length >= limit) break;
  }
  return [...beginning, ...within].slice(0, limit);
}

/** True where `you` may send this person away: the host anybody, a co-host those who are neither. */
export function mayRemove(you: Person | null, person: Person): boolean {
  if (you === null || person.id === you.id || person.host === true) return false;
  return you.host === true || (you.coHost === true && person.coHost !== true);
}
