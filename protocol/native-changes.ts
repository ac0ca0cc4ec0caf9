// The host's side of the native wire where it is about messages that were sent before.
import type { Command, DeleteMessage, EditMessage, GetEdits, MessageRef, React } from './commands.ts';
import { isMessageId } from './ids.ts';
import { isCount, isObject, type JsonObject } from './json.ts';
import { parseConversation } from './native-rooms.ts';

type ChangeCommand = EditMessage | DeleteMessage | React | GetEdits;

/** Reads each command, or gives the name of the key that is missing or wrong. */
export const changeParsers: {
  readonly [Type in ChangeCommand['type']]: (frame: JsonObject) => Command | string;
} = {
  'edit-message': about((target, { content }) =>
    content === undefined ? 'content' : { type: 'edit-message', ...target, content },
  ),
  'delete-message': about((target) => ({ type: 'delete-message', ...target })),
  react: about((target, { emoji, on }) => {
    if (emoji === undefined) return 'emoji';
    return typeof on === 'boolean' ? { type: 'react', ...target, emoji, on } : 'on';
  }),
  'get-edits': about((target) => ({ type: 'get-edits', ...target })),
};

interface Target {
  readonly id: string;
  readonly message: MessageRef;
  readonly room?: string;
}

function about(read: (target: Target, frame: JsonObject) => Command | string) {
  return (frame: JsonObject): Command | string => {
    const conversation = parseConversation(frame);
    const message = parseMessageRef(frame.message);
    if (!isMessageId(frame.id)) return 'id';
    if (conversation === null) return 'room';
    return message === null ? 'message' : read({ id: frame.id, message, ...conversation }, frame);
  };
}

/** The id is compared with a line's and nothing else: older histories have other ids. */
export function parseMessageRef(value: unknown): MessageRef | null {
  if (!isObject(value)) return null;
  const { seq, id } = value;
  return isCount(seq, 1) && typeof id === 'string' ? { seq, id } : null;
}
