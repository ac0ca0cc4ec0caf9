// Replays the recordings of the workshop chat through the codec alone: what each frame of a client is read as, and that
// each frame of the server is written from the event that it tells.
import { expect } from 'vitest';
import type { Command, CommandType } from '../../protocol/commands.ts';
import type { ChatEvent, Message, Person, ProtocolError } from '../../protocol/events.ts';
import { isObject, parseObject, textOf, type JsonObject } from '../../protocol/json.ts';
import { workshopHost } from '../../protocol/workshop.ts';
import { ruledSteps } from './fu-chat-steps.ts';
import { testCodec } from './scenario-tests.ts';
import { expectRecorded, frameOf, readTranscript, workshopMasks, type Step } from './transcript.ts';

const at = new Date(2026, 10, 20, 8, 14, 53, 63).getTime();

testCodec(readTranscript('fu-chat.json'), 44, ruledSteps, replay);

/** What one frame of a client was read as. */
interface Read {
  readonly item: Command | ProtocolError;
  readonly registered: boolean;
}

interface Seat {
  /** Null until a name was accepted. */
  name: string | null;
  left: boolean;
  readonly unanswered: Read[];
  readonly heard: JsonObject[];
}

/** Looks at each client by itself: the recordings are in order within one client only. */
function replay(steps: readonly Step[]): void {
  const seats = new Map<string, Seat>();
  for (const step of steps) {
    const seat = seats.get(step.client ?? '') ?? { name: null, left: false, unanswered: [], heard: [] };
    seats.set(step.client ?? '', seat);
    takeStep(step, seat);
  }
  for (const { name, unanswered, heard } of seats.values()) {
    while (heard.length > 0) hear(heard, unanswered, name);
    for (const read of unanswered) expectSilence(read);
  }
}

function takeStep(step: Step, seat: Seat): void {
  const registered = seat.name !== null;
  const sent = frameOf(step);
  if (sent !== null) seat.unanswered.push({ item: workshopHost.decode(sent, registered), registered });
  if (isObject(step.receive)) {
    seat.heard.push(step.receive);
    if (step.receive.type === 'username_accepted') seat.name = textOf(step.receive.username);
  }
  if (step.disconnect !== undefined) seat.left = true;
  if (step.closed === undefined || seat.left) return;
  // The last frame ended the connection: as one that is not understood, or by its size.
  const last = seat.unanswered.pop();
  if (step.closed === 1000) expect(last?.item).toMatchObject({ type: 'protocol-error', fatal: true });
}

/** The old server looked at no command before a name, and passed over in silence what it did not know. */
function expectSilence({ item, registered }: Read): void {
  if (item.type !== 'protocol-error') return expect(registered, JSON.stringify(item)).toBe(false);
  expect(item).not.toHaveProperty('fatal');
  expect(workshopHost.encode(item, () => [])).toEqual([]);
}

/** Takes the next event of what one client heard: one frame, or those of the greeting. */
function hear(heard: JsonObject[], unanswered: Read[], name: string | null): void {
  const frames = heard.splice(0, greetingLength(heard));
  const [first = {}] = frames;
  takeAnswered(first, unanswered, name);
  const written = workshopHost.encode(eventOf(first, frames), () => namesOf(first.users_list));
  expectRecorded(written.map(parseObject), frames, workshopMasks);
}

/** The welcome, the list of names and, where there is one, the history are one event. */
function greetingLength([first, , third]: readonly JsonObject[]): number {
  if (first?.type !== 'system') return 1;
  return third?.type === 'history' ? 3 : 2;
}

/** Takes the command that this frame answers, and what was passed over before it. */
function takeAnswered(frame: JsonObject, unanswered: Read[], name: string | null): void {
  const command = commandAnsweredBy(frame, name);
  if (command === null) return;
  const index = unanswered.findIndex(({ item }) => item.type === command && !isPassedOver(item));
  expect(index, JSON.stringify(frame)).toBeGreaterThanOrEqual(0);
  const [found] = unanswered.splice(index, 1);
  for (const read of unanswered.splice(0, index)) expectSilence(read);
  if (frame.type === 'chat') expect(found?.item).toMatchObject({ content: frame.message });
}

function isPassedOver(item: Read['item']): boolean {
  return item.type === 'protocol-error' && item.code !== 'bad-json';
}

function commandAnsweredBy(frame: JsonObject, name: string | null): CommandType | 'protocol-error' | null {
  switch (frame.type) {
    case 'username_accepted':
    case 'username_error':
      return 'set-nickname';
    case 'chat':
      return frame.username === name ? 'send-message' : null;
    case 'online_users':
      return 'get-people';
    case 'pong':
      return 'ping-host';
    case 'error':
      return frame.message === 'Invalid message format' ? 'protocol-error' : 'send-message';
    default:
      return null;
  }
}

/** The event that this frame, the first of `frames`, tells. */
function eventOf(frame: JsonObject, frames: readonly JsonObject[]): ChatEvent {
  switch (frame.type) {
    case 'username_accepted':
      return { type: 'nickname-set', replyTo: null, oldName: null, name: textOf(frame.username), at };
    case 'username_error':
      return refusalOf(textOf(frame.message));
    case 'system': {
      const [, list = {}, { messages } = {}] = frames;
      const name = /, (.*)!$/su.exec(textOf(frame.message))?.[1] ?? '';
      const page = Array.isArray(messages) ? messages.map(messageOf) : [];
      return { type: 'greeted', name, people: peopleOf(list.users), messages: page, at };
    }
    case 'online_users':
      return { type: 'people-listed', people: peopleOf(frame.users), at };
    case 'chat':
      return { type: 'messages-sent', messages: [messageOf(frame)] };
    case 'user_join':
      return {
        type: 'person-joined',
        person: personOf(textOf(frame.message).replace(/ joined the chat$/, '')),
        at,
      };
    case 'user_leave':
      return {
        type: 'person-left',
        person: personOf(textOf(frame.message).replace(/ left the chat$/, '')),
        at,
      };
    case 'pong':
      return { type: 'pong', at };
    default:
      return frame.message === 'Invalid message format'
        ? { type: 'protocol-error', replyTo: null, code: 'bad-json', command: null }
        : {
            type: 'refused',
            replyTo: null,
            command: 'send-message',
            code: 'bad-content',
            name: 'x',
            echo: 5,
          };
  }
}

function refusalOf(sentence: string): ChatEvent {
  const refused = { type: 'refused', replyTo: null, command: 'set-nickname', name: null } as const;
  const taken = /^Username '(.*)' is already taken/su.exec(sentence)?.[1];
  if (taken !== undefined) return { ...refused, code: 'nickname-taken', echo: ` ${taken}\t` };
  return {
    ...refused,
    code: 'bad-nickname',
    echo: sentence.includes('empty') ? ' \t\u3000' : 'x'.repeat(101),
  };
}

function messageOf(value: unknown): Message {
  const { username, message } = isObject(value) ? value : {};
  return { seq: 1, id: 'message-1', name: textOf(username), content: textOf(message), at };
}

function personOf(name: string): Person {
  return { id: `id of ${name}`, name };
}

function peopleOf(names: unknown): Person[] {
  return namesOf(names).map(personOf);
}

function namesOf(names: unknown): string[] {
  return Array.isArray(names) ? names.map(textOf) : [];
}
