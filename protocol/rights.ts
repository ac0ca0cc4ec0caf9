// Who may give which command, in one table. Whether a message is one's own, or a room takes messages, is for the room to
// decide (`host/room.ts`); docs/security.md shows this table to people.
import type { CommandType } from './commands.ts';

/** From nobody yet to the person who hosts. Each may do what those before it may. */
export const roles = ['stranger', 'person', 'host'] as const;
export type Role = (typeof roles)[number];

/** The least role that may give each command. */
export const rights: { readonly [Type in CommandType]: Role } = {
  join: 'stranger',
  // Older wires register by their first nickname, or never; the room knows which.
  'set-nickname': 'stranger',
  'send-as': 'stranger',
  'get-everything': 'stranger',
  leave: 'stranger',
  'send-message': 'person',
  'get-history': 'person',
  'search-messages': 'person',
  'stop-search': 'person',
  'get-people': 'person',
  'ping-host': 'person',
  'set-typing': 'person',
  'edit-message': 'person',
  'delete-message': 'person',
  react: 'person',
  'get-edits': 'host',
  'mark-read': 'person',
  'get-reads': 'person',
  'add-room': 'host',
  'rename-room': 'host',
  'order-rooms': 'host',
  'archive-room': 'host',
  'set-private-messages': 'host',
  'set-read-marks': 'host',
};

/** True where somebody of this role may give this command. */
export function mayGive(role: Role, command: CommandType): boolean {
  return roles.indexOf(role) >= roles.indexOf(rights[command]);
}
