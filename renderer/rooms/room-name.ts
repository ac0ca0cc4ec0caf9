// What a room is called where people read it.
import { mainRoom } from '../../protocol/conversations.ts';
import { i18n } from '../i18n/i18n.svelte.ts';

/** Its own name; the main room has a word for it until somebody names it. */
export function roomName({ room, name }: { readonly room: string; readonly name: string }): string {
  return name === '' && room === mainRoom ? i18n.t.rooms.main : name;
}
