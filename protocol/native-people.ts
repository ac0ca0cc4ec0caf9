// The part of our own wire that is about sending people away, both sides of it: frames to commands for the host, and
// lists of people for the client.
import type { ReadmitPerson, RemovePerson } from './commands.ts';
import type { RemovedPerson } from './events.ts';
import { isMessageId } from './ids.ts';
import { isObject, parseList, type JsonObject } from './json.ts';

type PersonCommand = RemovePerson | ReadmitPerson;

/** Reads each command, or gives the name of the key that is missing or wrong. */
export const personParsers: {
  readonly [Type in PersonCommand['type']]: (frame: JsonObject) => PersonCommand | string;
} = {
  'remove-person': (frame) => parseAboutPerson('remove-person', frame),
  'readmit-person': (frame) => parseAboutPerson('readmit-person', frame),
};

function parseAboutPerson(type: PersonCommand['type'], { id, person }: JsonObject): PersonCommand | string {
  if (!isMessageId(id)) return 'id';
  return isMessageId(person) ? { type, id, person } : 'person';
}

/** Who was sent away, as an event carries it; null for anything else. */
export function parseRemoved(value: unknown): readonly RemovedPerson[] | null {
  return parseList(value, (item) => {
    if (!isObject(item)) return null;
    const { id, name } = item;
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
  });
}
