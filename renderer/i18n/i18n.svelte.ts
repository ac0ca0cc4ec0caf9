// The language of the interface, switchable at once: sentences and the way it writes times. Who chooses it, and where
// the choice is kept, is not known here.
import type { Language } from '../../client/desktop-port.ts';
import { en } from './en.ts';
import type { Messages } from './messages.ts';
import { createTimes } from './times.ts';
import type { Times } from './times.ts';
import { vi } from './vi.ts';

const languages: Record<Language, { readonly messages: Messages; readonly times: Times }> = {
  en: { messages: en, times: createTimes('en-GB') },
  vi: { messages: vi, times: createTimes('vi-VN') },
};

class I18n {
  language = $state<Language>('vi');

  /** All sentences: read it in markup or in a `$derived`, so that it follows a switch. */
  get t(): Messages {
    return languages[this.language].messages;
  }

  /** How this language writes moments. */
  get times(): Times {
    return languages[this.language].times;
  }
}

export const i18n = new I18n();

/** The language for a tag of the system or browser (`vi`, `vi-VN`, `en-US`): Vietnamese, or else English. */
export function languageFor(tag: string): Language {
  return tag.toLowerCase().startsWith('vi') ? 'vi' : 'en';
}
