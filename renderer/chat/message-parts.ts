// Takes the text of a message apart: links, code, mentions and plain text. There is no markup beyond that, and never
// HTML. Written as one pass by hand, so that no text of 4,000 characters can make it slow.
import { isWordAt } from './mentions.ts';
import type { MentionMatcher } from './mentions.ts';

export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'code-block'; readonly text: string }
  | { readonly kind: 'mention'; readonly text: string; readonly own: boolean };

/** Marks beyond this are plain text: looking names up costs more than reading on. */
const maxMentions = 50;

const fence = '```';
const languageTag = /^[A-Za-z][\w+#.-]{0,19}$/;
/** Ends a link: white space, quotes and brackets that no address holds, and what turns the direction of writing. */
const linkEnd = /[\s<>"\u0000-\u001f\u007f`\p{Bidi_Control}]/u;
/** The first letter of `http` and of `www`. */
const linkStart = /[hw]/i;
const closers = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);
const trailing = new Set([...".,;:!?'’”…"]);

/** The parts of a message in their order; joined they show all of its text but the fences of its code. */
export function parseMessage(content: string, mentions: MentionMatcher): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  let textStart = 0;
  let index = 0;
  let lineEnd = 0;
  let mentionsLeft = maxMentions;
  // Where no closing fence was found there is none further on either: do not look again.
  let fencesLeft = true;

  const add = (part: MessagePart, start: number, end: number) => {
    if (start > textStart) parts.push({ kind: 'text', text: content.slice(textStart, start) });
    parts.push(part);
    textStart = end;
    index = end;
  };

  while (index < content.length) {
    const character = content[index];
    if (character === '`') {
      if (fencesLeft && content.startsWith(fence, index)) {
        const close = content.indexOf(fence, index + fence.length);
        if (close === -1) fencesLeft = false;
        else if (addCodeBlock(index, close)) continue;
      }
      const close = content.indexOf('`', index + 1);
      if (index >= lineEnd) lineEnd = endOfLine(content, index);
      if (close === -1 || close > lineEnd) index += 1;
      else if (close === index + 1) index = close + 1;
      else add({ kind: 'code', text: content.slice(index + 1, close) }, index, close + 1);
    } else if (character === '@' && mentionsLeft > 0 && !isWordBefore(content, index)) {
      mentionsLeft -= 1;
      const match = mentions.match(content, index + 1);
      if (match === null) index += 1;
      else add({ kind: 'mention', text: content.slice(index, match.end), own: match.own }, index, match.end);
    } else if (linkStart.test(character ?? '') && !isWordBefore(content, index)) {
      const end = endOfLink(content, index);
      const href = end === index ? null : linkTarget(content.slice(index, end));
      if (href === null) index = Math.max(end, index + 1);
      else add({ kind: 'link', text: content.slice(index, end), href }, index, end);
    } else {
      index += 1;
    }
  }
  if (textStart < content.length) parts.push({ kind: 'text', text: content.slice(textStart) });
  return parts;

  function addCodeBlock(open: number, close: number): boolean {
    const inside = content.slice(open + fence.length, close);
    const firstLine = inside.indexOf('\n');
    const tagged = firstLine !== -1 && languageTag.test(inside.slice(0, firstLine).trim());
    const code = (tagged ? inside.slice(firstLine + 1) : inside).replace(/^\r?\n/, '').trimEnd();
    if (code.trim() === '') return false;
    let end = close + fence.length;
    // The line that ended with the fence ends there: no empty line after the block, nor before it.
    if (content[end] === '\n') end += 1;
    const start = open > textStart && content[open - 1] === '\n' ? open - 1 : open;
    add({ kind: 'code-block', text: code }, start, end);
    return true;
  }
}

function endOfLine(content: string, index: number): number {
  const end = content.indexOf('\n', index);
  return end === -1 ? content.length : end;
}

function isWordBefore(content: string, index: number): boolean {
  const before = content.charCodeAt(index - 1);
  const isLowSurrogate = before >= 0xdc00 && before <= 0xdfff;
  return index > 0 && isWordAt(content, index - (isLowSurrogate ? 2 : 1));
}

/** Where the address that begins at `start` ends, without the punctuation of the sentence; `start` if none does. */
function endOfLink(content: string, start: number): number {
  const scheme = content.slice(start, start + 8).toLowerCase();
  const schemeLength =
    scheme === 'https://' ? 8 : scheme.startsWith('http://') ? 7 : scheme.startsWith('www.') ? 4 : 0;
  if (schemeLength === 0) return start;

  const open = new Map([...closers.values()].map((opener) => [opener, 0]));
  let end = start + schemeLength;
  for (; end < content.length; end += 1) {
    const character = content.charAt(end);
    if (linkEnd.test(character)) break;
    count(character, 1);
  }
  while (end > start + schemeLength) {
    const last = content.charAt(end - 1);
    const opener = closers.get(last);
    // A closing bracket belongs to the address only if the address opened it.
    const isLoose = opener !== undefined && (open.get(opener) ?? 0) < 0;
    if (!trailing.has(last) && !isLoose) break;
    count(last, -1);
    end -= 1;
  }
  return end;

  /** Keeps, for each kind of bracket, how many are open; negative where more were closed. */
  function count(character: string, sign: 1 | -1) {
    const opener = closers.get(character);
    if (opener !== undefined) open.set(opener, (open.get(opener) ?? 0) - sign);
    else if (open.has(character)) open.set(character, (open.get(character) ?? 0) + sign);
  }
}

/** The address as a browser opens it; null unless it is one of http or https with a host. */
function linkTarget(text: string): string | null {
  try {
    const isBare = /^www\./i.test(text);
    // A name in a sentence has a dot in it, so `www.` and `www.x` are no addresses.
    if (isBare && !/^www\.[^./:?#]+\.[^./:?#]/i.test(text)) return null;
    const url = new URL(isBare ? `https://${text}` : text);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}
