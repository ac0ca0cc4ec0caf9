// The beginning of a message in one line, where only a reminder of it is shown; of a file without words its name. Pure.

/** Code points that are looked at: more than any line shows. */
const longest = 160;

/** Of a message, in the history or on its way there, what is said. */
interface Said {
  readonly content: string;
  readonly file?: { readonly name: string };
}

export function excerptLine({ content, file }: Said): string {
  if (content === '') return file?.name ?? '';
  // What marks code says nothing in one line.
  const line = content.replaceAll('`', ' ').replace(/\s+/g, ' ').trim();
  const points = [...line.slice(0, longest * 2 + 2)];
  return points.length <= longest ? line : `${points.slice(0, longest).join('')}…`;
}
