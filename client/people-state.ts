// Who is here, as the chat state holds it: people come, go, are renamed and get another role, and what others are told of
// that stands between the messages. Pure, as the state is.
import type { ChatState } from './chat-state.ts';
import { everywhere } from './conversations.ts';
import { lastSeqOf } from './held-messages.ts';
import type { Person } from '../protocol/events.ts';

/** A join, leave or rename, kept between the messages where it happened. */
export interface PresenceNotice {
  readonly kind: 'joined' | 'left' | 'renamed';
  readonly person: Person;
  readonly oldName?: string;
  readonly at: number;
  /** Number of the newest message when it happened: it is shown after that one. */
  readonly afterSeq: number;
  /** Distinguishes notices; grows. */
  readonly key: number;
}

/** Most notices kept; older ones are let go of. */
export const maxNotices = 500;

/** Each person once, whatever a host lists: screens and reducers know people by their ids. */
export function distinctPeople(people: readonly Person[]): readonly Person[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return byId.size === people.length ? people : [...byId.values()];
}

/** Somebody who is here already comes back in silence. */
export function personJoined(state: ChatState, person: Person, at: number): ChatState {
  if (state.people.some((other) => other.id === person.id)) {
    return { ...state, people: replacePerson(state.people, person) };
  }
  const entered = { ...state, people: [...state.people, person] };
  return person.id === state.you?.id ? entered : withNotice(entered, { kind: 'joined', person, at });
}

export function personLeft(state: ChatState, person: Person, at: number): ChatState {
  if (!state.people.some((other) => other.id === person.id)) return state;
  const rest = everywhere(state, (held) => ({
    ...held,
    typing: held.typing.filter((entry) => entry.person.id !== person.id),
  }));
  const people = state.people.filter((other) => other.id !== person.id);
  return withNotice({ ...rest, people }, { kind: 'left', person, at });
}

/** One's own rename is heard twice, as reply and as news: only the first of them makes a notice. */
export function personRenamed(state: ChatState, person: Person, at: number): ChatState {
  const known = state.people.find((other) => other.id === person.id);
  if (known === undefined || known.name === person.name) return state;
  const next = {
    ...everywhere(state, (held) => ({
      ...held,
      typing: held.typing.map((entry) => (entry.person.id === person.id ? { ...entry, person } : entry)),
    })),
    you: state.you?.id === person.id ? person : state.you,
    people: replacePerson(state.people, person),
  };
  return withNotice(next, { kind: 'renamed', person, oldName: known.name, at });
}

/** A role, not a name: nothing that the others are told between the messages. */
export function personChanged(state: ChatState, person: Person): ChatState {
  const isYou = state.you?.id === person.id;
  const account =
    isYou && state.account !== null
      ? { ...state.account, role: person.coHost ? ('co-host' as const) : ('person' as const) }
      : state.account;
  return {
    ...state,
    account,
    you: isYou ? person : state.you,
    people: replacePerson(state.people, person),
  };
}

function replacePerson(people: readonly Person[], person: Person): readonly Person[] {
  return people.map((other) => (other.id === person.id ? person : other));
}

function withNotice(state: ChatState, notice: Omit<PresenceNotice, 'afterSeq' | 'key'>): ChatState {
  const key = (state.notices.at(-1)?.key ?? 0) + 1;
  const added = { ...notice, afterSeq: lastSeqOf(state.messages), key };
  return { ...state, notices: [...state.notices, added].slice(-maxNotices) };
}
