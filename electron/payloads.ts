// Checks what the page sends: one parser per endpoint, from unknown to the payload that the handler takes. Bounds here
// only keep out what no interface of ours sends; the host and the client judge what a person typed.
import * as v from 'valibot';
import type { EndpointName, Payload } from '../client/endpoints.ts';
import { accountModes } from '../protocol/accounts.ts';
import { privateMessagePolicies } from '../protocol/commands.ts';
import { isConversation } from '../protocol/conversations.ts';
import type { Result } from '../protocol/error-codes.ts';
import { maxRooms } from '../protocol/limits.ts';
import { settingsChangeSchema } from './settings-schema.ts';

/** Longest string taken from the page, in UTF-16 code units: more than any valid message. */
const maxTextLength = 64 * 1024;

/** Most bytes of a file in one message: the page sends half of it. */
const maxPieceBytes = 1024 * 1024;

const text = v.pipe(v.string(), v.maxLength(maxTextLength));
const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const piece = v.pipe(
  v.instance(Uint8Array),
  v.check((bytes) => bytes.length <= maxPieceBytes),
);
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));
const messageRef = v.strictObject({ seq: wholeNumber, id: text });
const conversation = v.custom<string>(isConversation);
const inRoom = v.exactOptional(conversation);
const oneMessage = { message: messageRef, room: inRoom };
const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535));

export type PayloadParsers = {
  readonly [Name in EndpointName]: (payload: unknown) => Result<Payload<Name>, 'bad-request'>;
};

function parser<Parsed>(schema: v.GenericSchema<unknown, Parsed>) {
  return (payload: unknown): Result<Parsed, 'bad-request'> => {
    const parsed = v.safeParse(schema, payload);
    return parsed.success ? { ok: true, value: parsed.output } : { ok: false, code: 'bad-request' };
  };
}

const nothing = parser(v.null());

export const payloadParsers: PayloadParsers = {
  'chat.join': parser(
    v.strictObject({
      address: v.nullable(text),
      nickname: text,
      chatPassword: v.exactOptional(v.nullable(text)),
      account: v.exactOptional(
        v.nullable(v.strictObject({ kind: v.picklist(['log-in', 'register']), password: text })),
      ),
    }),
  ),
  'chat.addPiece': parser(
    v.strictObject({
      gathered: v.nullable(text),
      bytes: piece,
    }),
  ),
  'chat.sendFile': parser(
    v.strictObject({
      gathered: text,
      name: text,
      type: text,
      content: text,
      width: v.exactOptional(pixels),
      height: v.exactOptional(pixels),
      reply: v.exactOptional(messageRef),
      room: inRoom,
    }),
  ),
  'chat.send': parser(v.strictObject({ content: text, reply: v.exactOptional(messageRef), room: inRoom })),
  'chat.retry': parser(v.strictObject({ id: text })),
  'chat.discard': parser(v.strictObject({ id: text })),
  'chat.rename': parser(v.strictObject({ nickname: text })),
  'chat.loadOlder': parser(v.strictObject({ room: inRoom })),
  'chat.loadNewer': parser(v.strictObject({ room: inRoom })),
  'chat.showMessage': parser(v.strictObject({ seq: v.pipe(v.number(), v.safeInteger()), room: inRoom })),
  'chat.showNewest': parser(v.strictObject({ room: inRoom })),
  'chat.search': parser(v.strictObject({ query: text, room: inRoom })),
  'chat.searchOn': nothing,
  'chat.stopSearch': nothing,
  'chat.findMessage': parser(v.strictObject(oneMessage)),
  'chat.edit': parser(v.strictObject({ ...oneMessage, content: text })),
  'chat.remove': parser(v.strictObject(oneMessage)),
  'chat.react': parser(v.strictObject({ ...oneMessage, emoji: text, on: v.boolean() })),
  'chat.editsOf': parser(v.strictObject(oneMessage)),
  'chat.markRead': parser(v.strictObject({ seq: wholeNumber, hidden: v.boolean(), room: inRoom })),
  'chat.readsOf': parser(v.strictObject({ room: inRoom })),
  'chat.setReadMarks': parser(v.strictObject({ shown: v.boolean() })),
  'chat.setTyping': parser(v.strictObject({ typing: v.boolean(), room: inRoom })),
  'chat.reconnectNow': nothing,
  'chat.takeSeat': nothing,
  'chat.leave': nothing,
  'rooms.open': parser(v.strictObject({ room: conversation })),
  'rooms.add': parser(v.strictObject({ name: text })),
  'rooms.rename': parser(v.strictObject({ room: conversation, name: text })),
  'rooms.order': parser(v.strictObject({ rooms: v.pipe(v.array(conversation), v.maxLength(maxRooms)) })),
  'rooms.archive': parser(v.strictObject({ room: conversation, archived: v.boolean() })),
  'rooms.setPrivateMessages': parser(v.strictObject({ policy: v.picklist(privateMessagePolicies) })),
  'people.remove': parser(v.strictObject({ person: text })),
  'people.readmit': parser(v.strictObject({ person: text })),
  'accounts.register': parser(v.strictObject({ name: text, password: text })),
  'accounts.logIn': parser(v.strictObject({ name: text, password: text })),
  'accounts.logOut': nothing,
  'accounts.changePassword': parser(v.strictObject({ password: text, newPassword: text })),
  'accounts.list': nothing,
  'accounts.resetPassword': parser(v.strictObject({ account: text })),
  'accounts.remove': parser(v.strictObject({ account: text })),
  'accounts.setCoHost': parser(v.strictObject({ account: text, coHost: v.boolean() })),
  'accounts.setMode': parser(v.strictObject({ mode: v.picklist(accountModes) })),
  'accounts.setChatPassword': parser(v.strictObject({ password: v.nullable(text), inCode: v.boolean() })),
  'desktop.getSettings': nothing,
  'desktop.updateSettings': parser(settingsChangeSchema),
  'desktop.setUnread': parser(v.strictObject({ count: wholeNumber })),
  'desktop.showAlert': parser(v.strictObject({ title: text, body: text, seq: wholeNumber, room: inRoom })),
  'desktop.startsOnLogin': nothing,
  'desktop.setStartOnLogin': parser(v.strictObject({ enabled: v.boolean() })),
  'desktop.startHost': parser(v.strictObject({ chatName: text, port })),
  'desktop.stopHost': nothing,
  'desktop.allowOrigin': parser(v.strictObject({ origin: text })),
  'desktop.setLegacyHttp': parser(v.strictObject({ enabled: v.boolean() })),
  'desktop.importHistory': nothing,
  'desktop.exportHistory': parser(v.strictObject({ chatName: text })),
  'desktop.copyText': parser(v.strictObject({ text })),
  'desktop.lookForUpdates': nothing,
  'desktop.downloadUpdate': nothing,
  'desktop.installUpdate': nothing,
};
