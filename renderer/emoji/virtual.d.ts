/* eslint-disable @typescript-eslint/consistent-type-imports -- an import at the top would make this a module, which
   declares no others */
// The modules that `vite.emoji.ts` makes when the page is built: the emoji, and their words in one language.
declare module 'virtual:emoji' {
  const groups: import('./compact.ts').CompactGroups;
  export default groups;
}
declare module 'virtual:emoji/*' {
  const words: import('./compact.ts').CompactWords;
  export default words;
}
