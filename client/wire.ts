// Which wire one connection speaks. The seat is asked for in the words of one wire after another, native, classic,
// workshop, and the first answer that is understood decides. Frames go in and out; it knows no socket.
import type { Platform } from './platform.ts';
import { createClassicClient } from '../protocol/classic-client.ts';
import type { FirstCommand } from './seat.ts';
import type { Command } from '../protocol/commands.ts';
import type { ClientDialect, DialectName } from '../protocol/dialect.ts';
import type { ChatEvent } from '../protocol/events.ts';
import { createNativeClient } from '../protocol/native-client.ts';
import { createWorkshopClient } from '../protocol/workshop-client.ts';

/** The wires that our client speaks. On the first one nobody registers, so there is no seat to ask for. */
export type JoinableWire = Exclude<DialectName, 'first'>;

/**
 * A workshop server says nothing to words that it does not know. Being wrong costs nothing: a slower server of another
 * wire answers one more frame that it does not understand, and its answer to the first one still decides.
 */
const silenceMs = 1_000;

const dialects: { readonly [Name in JoinableWire]: () => ClientDialect } = {
  native: createNativeClient,
  classic: createClassicClient,
  workshop: createWorkshopClient,
};

export interface WireOptions {
  readonly clock: Platform['clock'];
  /** What is said first: it asks for the seat, or for an account to sit there with. */
  readonly join: FirstCommand;
  /** The wire that the server spoke last time, which is then asked first; null where it is not known. */
  readonly known: JoinableWire | null;
  readonly send: (frame: string) => void;
}

export interface Heard {
  readonly event: ChatEvent;
  readonly wire: JoinableWire;
}

export interface Wire {
  /** The wire that the server has answered on, null before that. */
  found(): JoinableWire | null;
  /** Nothing is sent while no wire is found. */
  send(command: Command): void;
  /** Reads one text frame; null for those that mean nothing, and for all before the answer. */
  hear(frame: string): Heard | null;
  /** Asks for nothing more. */
  close(): void;
}

/** Asks for the seat at once. */
export function createWire({ clock, join, known, send }: WireOptions): Wire {
  const asked = new Map<JoinableWire, ClientDialect>();
  let found: { readonly name: JoinableWire; readonly dialect: ClientDialect } | null = null;
  let cancelTimer = (): void => undefined;

  function ask(name: JoinableWire): void {
    if (asked.has(name)) return;
    const dialect = dialects[name]();
    asked.set(name, dialect);
    for (const frame of dialect.encode(join)) send(frame);
  }

  function hearAnswer(frame: string): Heard | null {
    for (const [name, dialect] of asked) {
      const event = dialect.decode(frame);
      if (event === null || !isAnswer(event)) continue;
      found = { name, dialect };
      cancelTimer();
      return { event, wire: name };
    }
    if (isUnknownToClassic(frame)) ask('classic');
    return null;
  }

  ask(known ?? 'native');
  cancelTimer = clock.setTimer(() => ask('workshop'), silenceMs);

  return {
    found: () => found?.name ?? null,
    send(command) {
      for (const frame of found?.dialect.encode(command) ?? []) send(frame);
    },
    hear(frame) {
      if (found === null) return hearAnswer(frame);
      const event = found.dialect.decode(frame);
      return event && { event, wire: found.name };
    },
    close: () => cancelTimer(),
  };
}

/** What may follow `join`. An error that names no command answers the words of another wire. */
function isAnswer(event: ChatEvent): boolean {
  if (event.type === 'protocol-error') return event.replyTo !== null;
  return ['joined', 'logged-in', 'refused', 'replaced'].includes(event.type);
}

/** How a classic server answers a `type` that it does not know: it is a classic server then. */
function isUnknownToClassic(frame: string): boolean {
  const event = createClassicClient().decode(frame);
  return event?.type === 'protocol-error' && event.code === 'unknown-command';
}
