// A person's choices in a browser, kept in its storage. What stands there is checked: other versions wrote it too.
import type { LanguageTag, Theme } from '../../client/desktop-port.ts';
import { parseNickname } from '../../protocol/nickname.ts';
import { languageFor, languages } from '../i18n/languages.ts';
import type { Preferences, PreferencesModel } from '../preferences.ts';
import type { PageStorage } from '../page-storage.ts';

const key = 'chatbox.preferences';

function parseLanguage(value: unknown): LanguageTag | null {
  return typeof value === 'string' && languages.has(value) ? value : null;
}

function parseTheme(value: unknown): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}

function parsePreferences(text: string | null): Preferences {
  let stored: unknown = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    // Not ours, or cut off: as if nothing were there.
  }
  const known: { nickname?: unknown; language?: unknown; theme?: unknown; shareReads?: unknown } =
    typeof stored === 'object' && stored !== null ? stored : {};
  const nickname = parseNickname(known.nickname);
  return {
    nickname: nickname.ok ? nickname.value.name : '',
    language: parseLanguage(known.language),
    theme: parseTheme(known.theme),
    shareReads: known.shareReads !== false,
  };
}

export class PagePreferences implements PreferencesModel {
  value = $state.raw<Preferences>(parsePreferences(null));
  readonly systemLanguage: LanguageTag;
  readonly #storage: PageStorage;

  /** @param systemLanguage the browser's first language, as a tag */
  constructor(storage: PageStorage, systemLanguage: string) {
    this.#storage = storage;
    this.systemLanguage = languageFor(systemLanguage);
    this.value = parsePreferences(storage.read(key));
  }

  async change(change: Partial<Preferences>): Promise<boolean> {
    this.value = { ...this.value, ...change };
    this.#storage.write(key, JSON.stringify(this.value));
    // A browser without storage is no failure of ours to complain about: the choice holds until the page is closed.
    return true;
  }
}
