// What stands in a round avatar and in which hue: the same for one name on every screen.

/** Words that say nothing about which chat it is. */
const fillers = new Set(['của', 'the', 'of', 'and', 'và', 'a', 'an']);

function words(name: string): string[] {
  return name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** First character as a reader sees it: an emoji or a letter with its marks stays whole. */
function firstCharacter(text: string): string {
  const [first] = text
    .normalize('NFC')
    .match(/\p{Extended_Pictographic}(\u200d\p{Extended_Pictographic})*|./su) ?? [''];
  return first;
}

/** One letter: of the first capitalised word (`cô Hạnh` is H), else of the first. */
export function personInitial(name: string): string {
  const all = words(name);
  const named = all.find((word) => /^\p{Lu}/u.test(word)) ?? all[0] ?? name.trim();
  return firstCharacter(named).toLocaleUpperCase();
}

/** A class or number if the name has one (`Lớp 9A` is 9A), else the initials of two words. */
export function chatInitials(name: string): string {
  const all = words(name);
  const numbered = all.find((word) => /\p{N}/u.test(word) && word.length <= 3);
  if (numbered !== undefined) return numbered.toLocaleUpperCase();
  const telling = all.filter((word) => !fillers.has(word.toLowerCase()) && word !== 's');
  if (telling.length === 0) return personInitial(name);
  return telling.slice(0, 2).map(firstCharacter).join('').toLocaleUpperCase();
}

/** Hue in degrees of a folded name: FNV-1a, then mixed once more, so that short and similar names lie apart. */
export function hueOf(foldedName: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < foldedName.length; index += 1) {
    hash = Math.imul(hash ^ foldedName.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 360;
}
