// Tells whether a message is nothing but a few emoji, which are then shown bigger. Pure.

const maxEmoji = 6;
/** What one emoji may be made of at most: a family, a flag with its tags. */
const maxCodeUnits = maxEmoji * 16;

const pictograph = /\p{Extended_Pictographic}/u;
const flagLetter = /\p{Regional_Indicator}/u;
const joiner = '\u200d';
/** Colour and shape of the emoji before: presentation, skin tone, tags of regional flags. */
const modifier = /\ufe0f|[\u{1f3fb}-\u{1f3ff}]|[\u{e0020}-\u{e007f}]/u;

/** True for one to six emoji with nothing between them but spaces. */
export function isEmojiOnly(content: string): boolean {
  if (content.length > maxCodeUnits) return false;
  let emoji = 0;
  let flagLetters = 0;
  let joined = false;
  for (const character of content) {
    if (character === joiner) {
      joined = true;
      continue;
    }
    if (modifier.test(character)) {
      if (emoji === 0) return false;
    } else if (flagLetter.test(character)) {
      flagLetters += 1;
      if (flagLetters % 2 === 1) emoji += 1;
    } else if (pictograph.test(character)) {
      if (!joined) emoji += 1;
    } else if (character !== ' ') return false;
    joined = false;
  }
  return emoji >= 1 && emoji <= maxEmoji;
}
