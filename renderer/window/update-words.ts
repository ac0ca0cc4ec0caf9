// What is said about a newer version, in the notice and in the settings alike.
import type { UpdateStatus } from '../../client/desktop-port.ts';
import type { Messages } from '../i18n/messages.ts';

/** @returns an empty text where there is nothing to say */
export function updateWords(status: UpdateStatus, words: Messages['updates']): string {
  switch (status.name) {
    case 'unknown':
      return '';
    case 'off':
      return words.off;
    case 'looking':
      return words.looking;
    case 'newest':
      return words.newest;
    case 'look-failed':
      return words.lookFailed;
    case 'available':
      return words.available(status.version);
    case 'downloading':
      return words.downloading(status.version);
    case 'download-failed':
      return words.downloadFailed(status.version);
    case 'ready':
      return words.ready(status.version);
    case 'install-failed':
      return words.installFailed(status.version);
  }
}
