// Makes the page follow the chosen language and theme. Call while the root component is made.
import { MediaQuery } from 'svelte/reactivity';
import { i18n } from './i18n/i18n.svelte.ts';
import { languageFor } from './i18n/languages.ts';
import type { PreferencesModel } from './preferences.ts';

/** `--bg` of both themes, as web.html has it too. */
const barColours = { light: '#f8fbf9', dark: '#0f1515' };

export function followPreferences(preferences: PreferencesModel): void {
  const systemIsDark = new MediaQuery('(prefers-color-scheme: dark)');

  // Before the first paint: neither the wrong language nor the wrong theme is ever seen.
  $effect.pre(() => {
    i18n.language = languageFor(preferences.value.language ?? preferences.systemLanguage);
    document.documentElement.lang = i18n.language;
  });
  $effect.pre(() => {
    const { theme } = preferences.value;
    const dark = theme === 'dark' || (theme === 'system' && systemIsDark.current);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    // A phone's bars around the page; until here they follow the system. The window has none.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      meta.content = dark ? barColours.dark : barColours.light;
    }
  });
}
