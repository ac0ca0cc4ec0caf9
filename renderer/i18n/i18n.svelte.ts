// The language of the interface, switchable at once: sentences and the way it writes times. Who chooses it, and where
// the choice is kept, is not known here.
import { messagesIn } from './languages.ts';
import type { Messages } from './messages.ts';
import { timesIn } from './times.ts';
import type { Times } from './times.ts';

class I18n {
  /** A tag of `languages`. */
  language = $state('vi');

  /** All sentences: read it in markup or in a `$derived`, so that it follows a switch. */
  get t(): Messages {
    return messagesIn(this.language);
  }

  /** How this language writes moments. */
  get times(): Times {
    return timesIn(this.t.about.locale);
  }
}

export const i18n = new I18n();
