// Makes the page follow the chosen language and theme. Call while the root component is made.
import { MediaQuery } from 'svelte/reactivity';
import { i18n } from './i18n/i18n.svelte.ts';
import { languageFor } from './i18n/languages.ts';
import type { PreferencesModel } from './preferences.ts';

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
  });
}
