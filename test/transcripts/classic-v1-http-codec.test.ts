// Replays the recordings of the HTTP interface through its words alone: what each target asks for, and that each answer
// is written as recorded.
import { expect } from 'vitest';
import { isObject, type JsonObject } from '../../protocol/json.ts';
import { formatTimestamp } from '../../protocol/timestamp.ts';
import { parseV1Request, v1Everything, v1NotSent, v1Sent, type V1Request } from '../../protocol/v1-http.ts';
import { ruledStepsOf } from './classic-v1-http-rulings.ts';
import { testCodec } from './scenario-tests.ts';
import { classicMasks, expectRecorded, readTranscript, type Step } from './transcript.ts';

const at = new Date(2026, 10, 20, 8, 17, 26).getTime();
const transcript = readTranscript('classic-v1-http.json');

testCodec(transcript, 17, ruledStepsOf(transcript.scenarios), replay);

function replay(steps: readonly Step[]): void {
  /** The history, made of what was read from the targets of messages that were taken. */
  const lines: string[] = [];
  for (const [index, { send, receive, status, headers = {} }] of steps.entries()) {
    const [method, target = ''] = steps[index - 1]?.send?.split(' ') ?? [];
    if (send !== undefined || receive === undefined) continue;
    const asked = parseV1Request(target);
    if (isObject(receive)) {
      expect(method).toBe('GET');
      if (asked?.type === 'send' && receive.sent === true) lines.push(lineOf(asked));
      expectRecorded(JSON.parse(writtenFor(receive, asked, lines)), receive, classicMasks);
    } else if (status === 308) {
      expect(asked).toEqual({ type: 'moved', target: headers.location?.replace('http://<host>', '') });
    } else if (status === 400) {
      expect(asked).toEqual({ type: 'bad-send' });
    } else {
      // Our page, what is not there, and methods, which the words do not know.
      expect(asked === null, target).toBe(target === '/' || target === '/x');
    }
  }
}

function lineOf({ name, content }: Extract<V1Request, { type: 'send' }>): string {
  return JSON.stringify({ name, content, timestamp: formatTimestamp(at) });
}

function writtenFor(answer: JsonObject, asked: V1Request | null, lines: readonly string[]): string {
  if (asked?.type === 'get') return v1Everything.head + lines.join(',') + v1Everything.tail;
  expect(asked?.type).toBe('send');
  return answer.sent === true ? v1Sent(at) : v1NotSent('bad-content');
}
