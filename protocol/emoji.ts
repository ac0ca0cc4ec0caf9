// What one may react with.

/** In UTF-16 units. Those that exist have about half of it; a pattern should not look at more. */
export const longestEmoji = 64;

/** True for exactly one emoji of Unicode's list for general interchange (UTS #51), as far as this engine knows it. */
export function isEmoji(value: unknown): value is string {
  // The pattern stands in here because making it takes milliseconds, and the page asks for the length alone.
  return typeof value === 'string' && value.length <= longestEmoji && /^\p{RGI_Emoji}$/v.test(value);
}
