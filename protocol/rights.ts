// Who may give which command, in one table. Whether a message is one's own, or a room takes messages, is for the room to
// decide (`host/decide/room.ts`); docs/security.md shows this table to people.
import type { CommandType } from './commands.ts';

/** From nobody yet to the person who hosts. Each may do what those before it may. */
export const roles = ['stranger', 'person', 'co-host', 'host'] as const;
export type Role = (typeof roles)[number];

/** The least role that may give each command. */
export const rights: { readonly [Type in CommandType]: Role } = {
  join: 'stranger',
  leave: 'stranger',
  register: 'stranger',
  'log-in': 'stranger',
  'log-out': 'stranger',
  // On older wires the first nickname is what lets one in, or one is in from the start: the room knows which.
  'set-nickname': 'person',
  'send-as': 'person',
  'get-everything': 'person',
  'send-message': 'person',
  'request-upload': 'person',
  'get-history': 'person',
  'search-messages': 'person',
  'stop-search': 'person',
  'get-people': 'person',
  'ping-host': 'person',
  'set-typing': 'person',
  'edit-message': 'person',
  'delete-message': 'person',
  react: 'person',
  'get-edits': 'co-host',
  'mark-read': 'person',
  'get-reads': 'person',
  'add-room': 'co-host',
  'rename-room': 'co-host',
  'order-rooms': 'co-host',
  'archive-room': 'co-host',
  'set-private-messages': 'host',
  'set-read-marks': 'host',
  'remove-person': 'co-host',
  'readmit-person': 'co-host',
  'change-password': 'person',
  'get-accounts': 'host',
  'reset-password': 'host',
  'remove-account': 'host',
  'set-co-host': 'host',
  'set-account-mode': 'host',
  'set-chat-password': 'host',
};

/** What is known of somebody who is in, on either side of the wire. */
interface Standing {
  readonly host?: boolean;
  readonly coHost?: boolean;
}

/** The role of somebody who is in. */
export function roleOfPerson({ host = false, coHost = false }: Standing): Role {
  if (host) return 'host';
  return coHost ? 'co-host' : 'person';
}

/** True where somebody of this role may give this command. */
export function mayGive(role: Role, command: CommandType): boolean {
  return roles.indexOf(role) >= roles.indexOf(rights[command]);
}
