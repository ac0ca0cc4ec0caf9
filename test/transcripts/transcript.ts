// The recorded conversations of the older servers and what was decided about each: read from the files beside it.
// Knows neither codec nor host.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** One step of a scenario; exactly one of the actions is there. README of the recordings: the files' `conventions`. */
export interface Step {
  readonly client?: string;
  readonly connect?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A frame, or the method and target of an HTTP request. */
  readonly send?: string;
  /** Of an HTTP request. */
  readonly body?: string;
  /** Of the answer to an HTTP request. */
  readonly status?: number;
  /** Written together with the sends next to it. Nothing waits between two sends anyway. */
  readonly same_tick?: boolean;
  readonly send_binary_base64?: string;
  readonly send_fragments?: readonly string[];
  readonly ws_ping?: string;
  readonly ws_pong?: string;
  readonly receive?: unknown;
  readonly nothing_within_ms?: number;
  readonly disconnect?: string;
  /** Close code of `disconnect`. */
  readonly code?: number;
  readonly closed?: number | null;
  /** Seen in the recording, but not every time. */
  readonly racy?: boolean;
  readonly file?: string;
  readonly content?: string;
  readonly comment?: string;
}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What our host does: `as recorded`, or what instead. */
  readonly ruling: string;
  readonly asRecorded: boolean;
}

export interface Transcript {
  readonly file: string;
  /** Where its clients connect on our host; words for people where there is no one path. */
  readonly path: string;
  readonly scenarios: readonly Scenario[];
}

interface Recording {
  readonly scenarios: readonly { readonly name: string; readonly steps: readonly Step[] }[];
}

type Rulings = Readonly<
  Record<string, { readonly path: string; readonly scenarios: Readonly<Record<string, string>> }>
>;

/** A file beside this one. Throws where a scenario has no ruling, or a ruling no scenario. */
export function readTranscript(file: string): Transcript {
  const recording: Recording = readJson(file);
  const allRulings: Rulings = readJson('rulings.json');
  const { path = '', scenarios: ruled = {} } = allRulings[file] ?? {};
  const rulings = new Map(Object.entries(ruled));
  const scenarios = recording.scenarios.map(({ name, steps }) => {
    const ruling = rulings.get(name);
    if (ruling === undefined) throw new Error(`${file}: no ruling for ${name}`);
    rulings.delete(name);
    // "as recorded; entries may carry ..." allows something, it does not change anything.
    const asRecorded = /^as recorded(?:;|$)/.test(ruling);
    return { name, steps: steps.flatMap(expandComment), ruling, asRecorded };
  });
  if (rulings.size > 0) throw new Error(`${file}: no scenario for ${[...rulings.keys()].join(', ')}`);
  return { file, path, scenarios };
}

/** The time of a frame, where a recording has a mask. */
export const timestampMask = '<timestamp>';
/** Whoever said something on the workshop wire. */
export const clientIdMask = '<client_id>';

/** What a mask stands for. */
export type Masks = Readonly<Record<string, RegExp>>;

export const classicMasks: Masks = { [timestampMask]: /^\d{2}\/\d{2}\/\d{4}, \d{2}:\d{2}:\d{2}$/ };
export const workshopMasks: Masks = {
  [timestampMask]: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}$/,
  [clientIdMask]: /^user_\d+$/,
};

/** Compares JSON with a recording: masks by their form, and entries of a history may carry keys of our own. */
export function expectRecorded(actual: unknown, recorded: unknown, masks: Masks): void {
  expect(actual).toEqual(withMatchers(recorded, masks, false));
}

/** The same for the whole of a history file. */
export function expectRecordedHistory(actual: unknown, recorded: unknown): void {
  expect(actual).toEqual(withMatchers(recorded, classicMasks, true));
}

function withMatchers(recorded: unknown, masks: Masks, isHistory: boolean): unknown {
  const mask = typeof recorded === 'string' ? masks[recorded] : undefined;
  if (mask !== undefined) return expect.stringMatching(mask);
  if (Array.isArray(recorded)) {
    return recorded.map((item: unknown) => {
      const matching = withMatchers(item, masks, false);
      return isHistory && typeof matching === 'object' && matching !== null
        ? expect.objectContaining({ ...matching })
        : matching;
    });
  }
  if (typeof recorded !== 'object' || recorded === null) return recorded;
  const entries = Object.entries(recorded);
  // The history stands in `data`, or in `data.message`, of the reply to `get`.
  return Object.fromEntries(
    entries.map(([key, value]) => [key, withMatchers(value, masks, key === 'message' || key === 'data')]),
  );
}

/** The text of a step that sends; bytes are text where they are UTF-8, and an empty frame otherwise. */
export function frameOf(step: Step): string | null {
  if (step.send !== undefined) return step.send;
  if (step.send_fragments !== undefined) return step.send_fragments.join('');
  if (step.send_binary_base64 === undefined) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(step.send_binary_base64, 'base64'));
  } catch {
    return '';
  }
}

/** The one comment that stands for steps: 120 messages of A, whose replies the recording leaves out. */
function expandComment(step: Step): Step[] {
  if (step.comment !== 'A then sent m0..m119 one after another (replies omitted)') return [step];
  return Array.from({ length: 120 }, (_, index) => `m${index}`).flatMap((content) => [
    { client: 'A', send: JSON.stringify({ type: 'send', content }) },
    { client: 'A', receive: { type: 'send', name: 'An', content, status: true, timestamp: timestampMask } },
  ]);
}

function readJson<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}
