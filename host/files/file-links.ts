// Messages with files for wires that have none: the file's name and a link to where that connection has reached us.
import type { HostDialect } from '../../protocol/dialect.ts';
import type { ChatEvent, Message } from '../../protocol/events.ts';
import { textWithFile } from '../../protocol/files.ts';

/** Whoever is told: what its wire can do, and under which origin it has reached the host. */
interface Listener {
  readonly dialect: Pick<HostDialect, 'name'>;
  readonly origin: string;
}

/** The event as this listener's wire can say it; itself where nothing is to be put otherwise. */
export function inWordsOf<Event extends ChatEvent>({ dialect, origin }: Listener, event: Event): Event {
  if (dialect.name === 'native' || !('messages' in event)) return event;
  if (!event.messages.some((message) => message.file !== undefined)) return event;
  return { ...event, messages: event.messages.map((message) => withLink(message, origin)) };
}

function withLink<Said extends Partial<Pick<Message, 'content' | 'file'>>>(
  message: Said,
  origin: string,
): Said {
  const { content, file } = message;
  return file === undefined || content === undefined
    ? message
    : { ...message, content: textWithFile(content, file, origin) };
}
