// What a host and a chat are called when nobody has said it: hosting asks no questions.
import type { Settings } from '../../client/desktop-port.ts';
import type { Messages } from '../i18n/messages.ts';

/** Under which the host joins; never empty. Not kept, so that the next start asks again. */
export function hostNickname(settings: Settings, words: Messages['host']): string {
  return settings.nickname || words.defaultNickname;
}

export function suggestChatName(settings: Settings, words: Messages['host']): string {
  return settings.nickname === '' ? words.strangerChatName : words.defaultChatName(settings.nickname);
}
