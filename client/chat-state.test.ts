import { expect, test } from 'vitest';
import type { OutboxMessage } from './chat-port.ts';
import { createChatState, reduceChat, type ChatState } from './chat-state.ts';
import { maxNotices } from './people-state.ts';
import { messagesFrom } from './fake-platform.ts';
import type { ChatEvent, Joined, Message, Person } from '../protocol/events.ts';
import { typingLifetimeMs } from '../protocol/limits.ts';

const an: Person = { id: 'person-an', name: 'An' };
const binh: Person = { id: 'person-binh', name: 'Binh', host: true };
const chi: Person = { id: 'person-chi', name: 'Chi' };

function joinedWith(messages: readonly Message[], reset = true): Joined {
  return {
    type: 'joined',
    replyTo: 'command-1',
    protocol: 1,
    chat: { name: 'Lop 9A', hostName: 'Binh' },
    you: an,
    people: [binh, an],
    reset,
    messages,
    lastSeq: messages.at(-1)?.seq ?? 0,
  };
}

function hear(state: ChatState, ...events: readonly ChatEvent[]): ChatState {
  return events.reduce((now, event) => reduceChat(now, { type: 'event', event, at: 1_000 }), state);
}

function inRoom(messages: readonly Message[] = []): ChatState {
  return hear(createChatState(), joinedWith(messages));
}

function withOutbox(state: ChatState, ...ids: readonly string[]): ChatState {
  const outbox = ids.map((id): OutboxMessage => ({ id, content: id, at: 1, failure: null }));
  return reduceChat(state, { type: 'outbox-changed', outbox });
}

test('Joining shows the chat, the people in their order and the newest page.', () => {
  const state = inRoom(messagesFrom(51, 100));
  expect(state).toMatchObject({ chat: { name: 'Lop 9A' }, you: an, people: [binh, an], hasOlder: true });
  expect(state.messages).toEqual(messagesFrom(51, 100));
  expect(inRoom(messagesFrom(1, 3)).hasOlder).toBe(false);
  expect(inRoom([]).hasOlder).toBe(false);
});

test('Coming back without a reset appends what was missed.', () => {
  const state = hear(inRoom(messagesFrom(5, 8)), joinedWith(messagesFrom(9, 10), false));
  expect(state.messages).toEqual(messagesFrom(5, 10));
  expect(state.hasOlder).toBe(true);
});

test('A person whom the host lists twice is here once.', () => {
  const twice = { ...joinedWith([]), people: [binh, an, { ...binh, name: 'Binh 2' }] };
  const state = hear(createChatState(), twice);
  expect(state.people).toEqual([{ ...binh, name: 'Binh 2' }, an]);
  expect(hear(state, { type: 'people-listed', people: [chi, chi], at: 1 }).people).toEqual([chi]);
});

test('A reset lets go of all messages and notices held.', () => {
  const before = hear(inRoom(messagesFrom(1, 60)), { type: 'person-joined', person: chi, at: 5 });
  const state = hear(before, joinedWith(messagesFrom(11, 12)));
  expect(state.messages).toEqual(messagesFrom(11, 12));
  expect(state.notices).toEqual([]);
  expect(state.hasOlder).toBe(true);
});

test('A reset to an empty history leaves nothing.', () => {
  const state = hear(inRoom(messagesFrom(5, 8)), joinedWith([]));
  expect(state.messages).toEqual([]);
  expect(state.hasOlder).toBe(false);
});

test('Messages that come twice are held once, and the state stays the same object.', () => {
  const state = inRoom(messagesFrom(1, 3));
  expect(hear(state, { type: 'messages-sent', messages: messagesFrom(2, 3) })).toBe(state);
  expect(hear(state, { type: 'messages-sent', messages: messagesFrom(3, 4) }).messages).toEqual(
    messagesFrom(1, 4),
  );
});

test('Beyond a gap the older part is let go of with its notices, and can be fetched again.', () => {
  const before = hear(inRoom(messagesFrom(1, 3)), { type: 'person-joined', person: chi, at: 5 });
  const state = hear(before, { type: 'messages-sent', messages: messagesFrom(7, 8) });
  expect(state.messages).toEqual(messagesFrom(7, 8));
  expect(state.hasOlder).toBe(true);
  expect(state.notices).toEqual([]);
});

test('An older page goes before what is held and says whether there is more.', () => {
  const page = { type: 'history-page', replyTo: 'command-2', hasNewer: true } as const;
  const state = inRoom(messagesFrom(5, 6));
  const second = hear(state, { ...page, messages: messagesFrom(3, 4), hasOlder: true });
  expect(second.messages).toEqual(messagesFrom(3, 6));
  expect(second.hasOlder).toBe(true);
  const first = hear(second, { ...page, messages: messagesFrom(1, 2), hasOlder: false });
  expect(first.messages).toEqual(messagesFrom(1, 6));
  expect(first.hasOlder).toBe(false);
  expect(hear(first, { ...page, messages: messagesFrom(1, 2), hasOlder: true })).toBe(first);
});

test('An empty older page says that there is none.', () => {
  const page = { type: 'history-page', replyTo: 'x', messages: [], hasOlder: false, hasNewer: true } as const;
  expect(hear(inRoom(messagesFrom(5, 6)), page).hasOlder).toBe(false);
});

test('A message of one’s own gets its number when everyone sees it and leaves the outbox once it is stored.', () => {
  const own: Message = { seq: 1, id: 'own-1', name: 'An', content: 'hi', at: 1, by: an.id };
  const seen = hear(withOutbox(inRoom(), 'own-1', 'own-2'), { type: 'messages-sent', messages: [own] });
  expect(seen.outbox).toMatchObject([{ id: 'own-1', seq: 1 }, { id: 'own-2' }]);
  expect(seen.outbox[1]).not.toHaveProperty('seq');
  const stored = hear(seen, { type: 'messages-stored', messages: [{ id: 'own-1', seq: 1 }] });
  expect(stored.outbox).toMatchObject([{ id: 'own-2' }]);
});

test('Where one does not hear oneself, the acknowledgement brings the message, once.', () => {
  const own = { seq: 4, id: 'own-1', name: 'An', content: 'hi', at: 1 };
  const before = withOutbox(inRoom(messagesFrom(1, 3)), 'own-1');
  const state = hear(before, { type: 'messages-stored', messages: [own] });
  expect(state.messages).toEqual([...messagesFrom(1, 3), own]);
  expect(state.outbox).toEqual([]);
  expect(hear(state, { type: 'messages-stored', messages: [own] })).toBe(state);
});

test('After a reset a message that the host has lost waits in the outbox without a number.', () => {
  const own: Message = { seq: 1, id: 'own-1', name: 'An', content: 'hi', at: 1 };
  const seen = hear(withOutbox(inRoom(), 'own-1'), { type: 'messages-sent', messages: [own] });
  expect(hear(seen, joinedWith([])).outbox).toEqual([
    { id: 'own-1', content: 'own-1', at: 1, failure: null },
  ]);
  expect(hear(seen, joinedWith([{ ...own, seq: 4 }])).outbox).toMatchObject([{ seq: 4 }]);
});

test('A refused message stays in the outbox with its code.', () => {
  const refused = { type: 'refused', command: 'send-message', code: 'storage-full', name: null } as const;
  const state = withOutbox(inRoom(), 'own-1', 'own-2');
  const failed = hear(state, { ...refused, replyTo: 'own-1' });
  expect(failed.outbox.map(({ failure }) => failure)).toEqual(['storage-full', null]);
  expect(hear(state, { ...refused, replyTo: 'unknown' })).toBe(state);
  expect(hear(state, { ...refused, replyTo: null })).toBe(state);
});

test('People stay in the order in which they came, and each join and leave is noticed after the newest message.', () => {
  const state = hear(
    inRoom(messagesFrom(1, 3)),
    { type: 'person-joined', person: chi, at: 10 },
    { type: 'person-left', person: binh, at: 20 },
  );
  expect(state.people).toEqual([an, chi]);
  expect(state.notices).toEqual([
    { kind: 'joined', person: chi, at: 10, afterSeq: 3, key: 1 },
    { kind: 'left', person: binh, at: 20, afterSeq: 3, key: 2 },
  ]);
});

test('Who is here already comes back in silence, and the leaving of a stranger says nothing.', () => {
  const state = hear(inRoom(), { type: 'person-joined', person: { ...binh, name: 'Bình' }, at: 10 });
  expect(state.people).toEqual([{ ...binh, name: 'Bình' }, an]);
  expect(state.notices).toEqual([]);
  expect(hear(state, { type: 'person-left', person: chi, at: 20 })).toBe(state);
});

test('One’s own rename is noticed once, whether heard as a reply, as news or both.', () => {
  const renamed = { ...an, name: 'An N.' };
  const reply = { type: 'nickname-set', replyTo: 'c', oldName: 'An', name: 'An N.', at: 7 } as const;
  const news = { type: 'person-renamed', person: renamed, oldName: 'An', at: 7 } as const;
  const state = hear(inRoom(), reply, news);
  expect(state.you).toEqual(renamed);
  expect(state.people).toEqual([binh, renamed]);
  expect(state.notices).toMatchObject([{ kind: 'renamed', person: renamed, oldName: 'An' }]);
});

test('Notices are bounded and their keys go on growing.', () => {
  const many = Array.from({ length: maxNotices }, (): ChatEvent[] => [
    { type: 'person-joined', person: chi, at: 1 },
    { type: 'person-left', person: chi, at: 2 },
  ]).flat();
  const { notices } = hear(inRoom(), ...many);
  expect(notices).toHaveLength(maxNotices);
  expect(notices.at(-1)?.key).toBe(2 * maxNotices);
});

test('Typing stands for its lifetime, and oneself is never shown typing.', () => {
  const typing = { type: 'typing-changed', typing: true } as const;
  const state = hear(inRoom(), { ...typing, person: binh }, { ...typing, person: an });
  expect(state.typing).toEqual([{ person: binh, until: 1_000 + typingLifetimeMs }]);
  const later = { type: 'event', event: { ...typing, person: chi }, at: 1_000 + typingLifetimeMs } as const;
  expect(reduceChat(state, later).typing.map(({ person }) => person)).toEqual([chi]);
});

test('Typing ends when they stop, send, leave, or the connection is lost.', () => {
  const typing = hear(inRoom(), { type: 'typing-changed', person: binh, typing: true });
  const old = { seq: 1, id: 'message-1', name: 'Binh', content: 'from an older wire', at: 1 };
  expect(hear(typing, { type: 'typing-changed', person: binh, typing: false }).typing).toEqual([]);
  expect(hear(typing, { type: 'messages-sent', messages: messagesFrom(1, 1) }).typing).toEqual([]);
  expect(hear(typing, { type: 'messages-sent', messages: [old] }).typing).toEqual([]);
  expect(hear(typing, { type: 'messages-sent', messages: [{ ...old, name: 'Chi' }] }).typing).toHaveLength(1);
  expect(hear(typing, { type: 'person-left', person: binh, at: 1 }).typing).toEqual([]);
  const connection = { name: 'replaced', address: 'x' } as const;
  expect(reduceChat(typing, { type: 'connection-changed', connection }).typing).toEqual([]);
});

test('A list of people takes the place of the one that was known.', () => {
  const state = hear(inRoom(), { type: 'people-listed', people: [an, chi], at: 1 });
  expect(state.people).toEqual([an, chi]);
  expect(state.notices).toEqual([]);
});

test('The wire is kept while there is no connection.', () => {
  const found = reduceChat(createChatState(), { type: 'wire-found', wire: 'classic' });
  expect(found.wire).toBe('classic');
  expect(reduceChat(found, { type: 'wire-found', wire: 'classic' })).toBe(found);
  const connection = { name: 'replaced', address: 'x' } as const;
  expect(reduceChat(found, { type: 'connection-changed', connection }).wire).toBe('classic');
});

test('A snapshot takes the place of everything.', () => {
  const state = inRoom(messagesFrom(1, 2));
  expect(reduceChat(createChatState(), { type: 'snapshot', state })).toBe(state);
});
