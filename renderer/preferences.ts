// What a person has chosen for themselves, wherever it is kept: in the window's settings or in the browser.
import type { LanguageTag, Theme } from '../client/desktop-port.ts';

export interface Preferences {
  /** Empty until the person has said it. */
  readonly nickname: string;
  /** Null follows the system. */
  readonly language: LanguageTag | null;
  readonly theme: Theme;
  /** Whether the others hear how far one has read. */
  readonly shareReads: boolean;
}

export interface PreferencesModel {
  /** Reactive: read it in markup or in a `$derived`. */
  readonly value: Preferences;
  readonly systemLanguage: LanguageTag;
  /** Resolves to whether the choice is kept; it counts for now in any case. */
  change(change: Partial<Preferences>): Promise<boolean>;
}
