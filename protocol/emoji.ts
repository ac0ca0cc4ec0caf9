// What one may react with.

/** One emoji of Unicode's list of those meant for general interchange (UTS #51), as far as this engine knows it. */
const oneEmoji = /^\p{RGI_Emoji}$/v;
/** In UTF-16 units. Those that exist have about half of it; a pattern should not look at more. */
export const longestEmoji = 64;

/** True for exactly one emoji. */
export function isEmoji(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestEmoji && oneEmoji.test(value);
}
