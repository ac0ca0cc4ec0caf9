// Replays the recordings through the codec alone: what each frame of a client is read as, and that each frame of the
// server is written from the event that it tells. Sockets, files and rooms are classic-v2-host.test.ts's business.
import { expect } from 'vitest';
import { classicHost } from '../../protocol/classic.ts';
import type { Command } from '../../protocol/commands.ts';
import type { RefusalCode } from '../../protocol/error-codes.ts';
import type { ChatEvent, ProtocolError, Refused } from '../../protocol/events.ts';
import { isObject, parseObject, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import { ruledSteps } from './classic-v2-steps.ts';
import { testCodec } from './scenario-tests.ts';
import { classicMasks, expectRecorded, frameOf, readTranscript, type Step } from './transcript.ts';

const at = new Date(2026, 10, 20, 8, 28, 44).getTime();
testCodec(readTranscript('classic-v2.json'), 90, ruledSteps, replay);

/** Frames of one client are answered in order, so each reply belongs to its oldest unanswered frame. */
function replay(steps: readonly Step[]): void {
  const unanswered = new Map<string, string[]>();
  for (const step of steps) {
    const { client = '' } = step;
    const sent = frameOf(step);
    if (sent !== null) {
      expect(classicHost.decode(sent, true)).toHaveProperty('type');
      unanswered.set(client, [...(unanswered.get(client) ?? []), sent]);
    }
    if (!isObject(step.receive)) continue;
    const frame = step.receive;
    if (frame.type !== 'receive' && frame.type !== 'ping') {
      const asked = unanswered.get(client)?.shift();
      if (asked === undefined) throw new Error(`a reply to nothing: ${JSON.stringify(frame)}`);
      expect(classicHost.decode(asked, true)).toEqual(commandOf(asked, frame));
    }
    expectRecorded(parseObject(writtenFor(frame)), frame, classicMasks);
  }
}

/** What a frame must have been read as to be answered with this reply. */
function commandOf(asked: string, reply: JsonObject): Command | ProtocolError {
  if (isProtocolError(reply)) return protocolErrorOf(reply);
  const frame = parseObject(asked) ?? {};
  if (reply.type === 'name') return { type: 'set-nickname', id: null, nickname: frame.name };
  if (reply.type === 'send') return { type: 'send-message', id: null, content: frame.content };
  return { type: 'get-everything', id: null };
}

/** The frame that the codec writes for the event which this frame tells. */
function writtenFor(frame: JsonObject): string {
  if (frame.type === 'get' && frame.status === true) return writtenGetReply(frame);
  const frames = classicHost.encode(eventOf(frame), () => []);
  expect(frames).toHaveLength(1);
  return frames.join();
}

function writtenGetReply({ name, data }: JsonObject): string {
  const { message = [], online = [] } = isObject(data) ? data : {};
  if (!Array.isArray(message) || !Array.isArray(online)) throw new Error('no history in the reply');
  const lines = message.map((entry: JsonObject) =>
    JSON.stringify({ ...entry, timestamp: formatTimestamp(at) }),
  );
  const { head = '', tail = '' } = classicHost.everything?.(text(name), at, online.map(text)) ?? {};
  return head + lines.join(',') + tail;
}

function eventOf(frame: JsonObject): ChatEvent {
  if (isProtocolError(frame)) return protocolErrorOf(frame);
  switch (frame.type) {
    case 'ping':
      return { type: 'ping' };
    case 'receive':
      return broadcastOf(frame);
    case 'name': {
      const [oldName, newName] =
        frame.action === 'change' ? [text(frame.oldname), frame.newname] : [null, frame.name];
      if (frame.status !== true)
        return { ...refusalOf(frame), command: 'set-nickname', name: oldName, echo: newName };
      return { type: 'nickname-set', replyTo: null, oldName, name: text(newName), at };
    }
    case 'send': {
      const { username, content } = frame;
      const name = username === undefined ? null : text(username);
      if (frame.status !== true) return { ...refusalOf(frame), command: 'send-message', name, echo: content };
      const message = { seq: 1, id: 'message-1', name: text(frame.name), content: text(content), at };
      return { type: 'messages-stored', messages: [message] };
    }
    default:
      return { ...refusalOf(frame), command: 'get-everything', name: null };
  }
}

function broadcastOf(frame: JsonObject): ChatEvent {
  const person = { id: 'p', name: text(frame.datatype === 'change' ? frame.newname : frame.name) };
  switch (frame.datatype) {
    case 'register':
      return { type: 'person-joined', person, at };
    case 'leave':
      return { type: 'person-left', person, at };
    case 'change':
      return { type: 'person-renamed', person, oldName: text(frame.oldname), at };
    default: {
      const message = { seq: 1, id: 'message-1', name: person.name, content: text(frame.content), at };
      return { type: 'messages-sent', messages: [message] };
    }
  }
}

const codes: Readonly<Record<string, RefusalCode>> = {
  WrongFormatName: 'bad-nickname',
  NameAlreadyUsed: 'nickname-taken',
  WrongFormatContent: 'bad-content',
  UnknownRegister: 'not-joined',
  WrongFormatJSON: 'bad-json',
  UnknownType: 'unknown-command',
  NotEnoughKey: 'bad-command',
};

function codeOf(frame: JsonObject): RefusalCode {
  const code = codes[text(frame.reason)];
  if (code === undefined) throw new Error(`no code for ${JSON.stringify(frame)}`);
  return code;
}

function refusalOf(frame: JsonObject): Pick<Refused, 'type' | 'replyTo' | 'code'> {
  return { type: 'refused', replyTo: null, code: codeOf(frame) };
}

function isProtocolError({ reason }: JsonObject): boolean {
  return reason === 'WrongFormatJSON' || reason === 'UnknownType' || reason === 'NotEnoughKey';
}

function protocolErrorOf(frame: JsonObject): ProtocolError {
  const error = { type: 'protocol-error', replyTo: null, code: codeOf(frame) } as const;
  if (frame.reason !== 'NotEnoughKey') return { ...error, command: null };
  return {
    ...error,
    command: frame.type === 'name' ? 'set-nickname' : 'send-message',
    need: text(frame.need),
  };
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`no text: ${JSON.stringify(value)}`);
  return value;
}
