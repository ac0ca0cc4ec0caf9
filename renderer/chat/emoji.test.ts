import { expect, test } from 'vitest';
import { isEmojiOnly } from './emoji.ts';

test.each(['😄', '👍🏽', '❤️', '👨‍👩‍👧‍👦', '🇻🇳', '🇻🇳🇻🇳', '😄 😄 😄', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])(
  'a message of few emoji is nothing else: %s',
  (content) => {
    expect(isEmojiOnly(content)).toBe(true);
  },
);

test.each(['', ' ', '123', '#', 'a😄', '😄!', '\ufe0f', '😄😄😄😄😄😄😄', '\u200d', '1️⃣'])(
  'text, digits and long rows of emoji are not: %j',
  (content) => {
    expect(isEmojiOnly(content)).toBe(false);
  },
);
