// Replays the recordings of the first version through the codec alone: what each frame of a client is read as, and that
// each frame of the server is written from the event that it tells.
import { expect } from 'vitest';
import type { Command } from '../../protocol/commands.ts';
import type { ChatEvent } from '../../protocol/events.ts';
import { firstHost } from '../../protocol/first.ts';
import { isObject, parseObject, textOf, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import { ruledStepsOf } from './classic-first-steps.ts';
import { testCodec } from './scenario-tests.ts';
import { classicMasks, expectRecorded, frameOf, readTranscript, type Step } from './transcript.ts';

const at = new Date(2026, 10, 20, 8, 27, 52).getTime();
const transcript = readTranscript('classic-first.json');

testCodec(transcript, 35, ruledStepsOf(transcript.scenarios), replay);

/** A client's commands are answered in order. */
function replay(steps: readonly Step[]): void {
  const unanswered = new Map<string, Command[]>();
  const refused = new Set<string>();
  for (const step of steps) {
    const { client = '' } = step;
    const commands = unanswered.get(client) ?? [];
    const sent = frameOf(step);
    if (sent !== null) {
      const command = firstHost.decode(sent, false);
      if (command.type !== 'protocol-error') unanswered.set(client, [...commands, command]);
      else if (command.fatal) refused.add(client);
      else expect(firstHost.encode(command, () => [])).toEqual([]);
    }
    if (isObject(step.receive)) {
      const command = 'type' in step.receive ? commands.shift() : undefined;
      expectRecorded(parseObject(writtenFor(step.receive, command)), step.receive, classicMasks);
    }
    // What ends a connection without a word does so at once.
    if (step.closed === 1000 && step.racy !== true) expect(refused.delete(client), client).toBe(true);
  }
  expect([...unanswered.values()].flat()).toEqual([]);
  expect([...refused]).toEqual([]);
}

/** The frame that the codec writes for the event which this frame tells: a broadcast, or the reply to a command. */
function writtenFor(frame: JsonObject, command: Command | undefined): string {
  if (frame.type === 'get') {
    expect(command).toEqual({ type: 'get-everything', id: null });
    const { head = '', tail = '' } = firstHost.everything?.('', at, []) ?? {};
    const entries = Array.isArray(frame.data) ? frame.data : [];
    const lines = entries.map((entry: JsonObject) =>
      JSON.stringify({ ...entry, timestamp: formatTimestamp(at) }),
    );
    return head + lines.join(',') + tail;
  }
  const frames = firstHost.encode(eventOf(frame, command), () => []);
  expect(frames).toHaveLength(1);
  return frames.join();
}

function eventOf(frame: JsonObject, command: Command | undefined): ChatEvent {
  if (frame.type === undefined) {
    const message = { seq: 1, id: 'message-1', name: textOf(frame.name), content: textOf(frame.content), at };
    return { type: 'messages-sent', messages: [message] };
  }
  if (command?.type !== 'send-as') throw new Error(`a reply to nothing: ${JSON.stringify(frame)}`);
  if (frame.status !== true) {
    return { type: 'refused', replyTo: null, command: 'send-as', code: 'bad-nickname', name: null };
  }
  return { type: 'messages-stored', messages: [{ seq: 1, id: 'message-1', at }] };
}
