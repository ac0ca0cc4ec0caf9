/* eslint-disable @typescript-eslint/consistent-type-imports -- an import at the top would make this a module, which
   declares no others */
// The modules that `vite.emoji.ts` makes when the page is built: the emoji, and how to fetch their words in a language.
declare module 'virtual:emoji' {
  const groups: import('./compact.ts').CompactGroups;
  export default groups;
}
declare module 'virtual:emoji/words' {
  type Fetch = () => Promise<{ readonly default: import('./compact.ts').CompactWords }>;
  /** By the tag of the language; of some languages of the interface there may be none. */
  const words: { readonly en: Fetch; readonly [language: string]: Fetch | undefined };
  export default words;
}
