// Every bound that both ends of a wire must agree on. Host-only limits live with the host's options.

/** Longest nickname, in Unicode code points, after trimming and NFC. */
export const maxNicknameCodePoints = 100;

/** Shortest password of an account, in Unicode code points. */
export const minPasswordCodePoints = 6;

/** Longest password, of an account or of the chat, in Unicode code points. */
export const maxPasswordCodePoints = 128;

/** Longest message, in Unicode code points. */
export const maxContentCodePoints = 4000;

/** Largest frame that the host reads; a longer one closes the connection with 1009. */
export const maxFrameBytes = 64 * 1024;

/** Messages in a page of history when a client does not say how many, and in the page that `joined` carries. */
export const defaultPageLength = 50;

/** Most messages in one page of history. */
export const maxPageLength = 200;

/** Longest text that is searched for, in Unicode code points. */
export const maxQueryCodePoints = 100;

/** How many of the newest lines the host knows by id, so that a resend is not stored twice. */
export const dedupeLines = 10_000;

/** Most unacknowledged messages that a client keeps; a fraction of {@link dedupeLines}, so each can be recognised. */
export const maxOutboxMessages = 500;

/** How long a message may be edited by who sent it, in milliseconds. */
export const editWindowMs = 10 * 60_000;

/** Most different emoji with which people react to one message. */
export const maxReactions = 20;

/** Longest name of a room, in Unicode code points. */
export const maxRoomNameCodePoints = 40;

/** Most rooms of a chat, archived ones and the main one included. */
export const maxRooms = 100;

/** Most people of whom a host remembers that they were sent away; the one of longest ago is let back in. */
export const maxRemoved = 200;

/** Most cursors that a client gives when it comes back, the main room's aside. */
export const maxRoomCursors = 200;

/** Version of the native protocol, sent in `join` and answered in `joined`. */
export const protocolVersion = 1;

/** Where a host listens unless told otherwise. */
export const defaultPort = 8765;

/** Largest file that goes with a message, in bytes; a host may take less. */
export const maxFileBytes = 25 * 1024 * 1024;

/** How long a typing notice stands without being repeated, in milliseconds. */
export const typingLifetimeMs = 6_000;
