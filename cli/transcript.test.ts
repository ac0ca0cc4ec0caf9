// Lines as they follow from updates, by a clock of its own; colours are tested where they matter.
import { expect, test } from 'vitest';
import type { ChatUpdate, Connection } from '../client/chat-port.ts';
import { createChatState, reduceChat, type ChatState } from '../client/chat-state.ts';
import type { ChatEvent, Message, Person } from '../protocol/events.ts';
import { createPainter } from './painter.ts';
import { createTranscript, type TranscriptLine } from './transcript.ts';

const an: Person = { id: 'person-an', name: 'An' };
const binh: Person = { id: 'person-binh', name: 'Bình' };
/** Local time, as people read it. */
const noon = new Date(2025, 10, 17, 12, 0, 0).getTime();
const minute = 60_000;
const day = 24 * 60 * minute;

const message = (seq: number, content: string, at = noon, name = 'Bình'): Message => ({
  seq,
  id: `message-${seq}`,
  name,
  content,
  at,
});

function createTeller(commands = true, colours = false) {
  const transcript = createTranscript({ painter: createPainter(colours), commands });
  let state: ChatState = createChatState();
  const tell = (...updates: ChatUpdate[]): TranscriptLine[] =>
    updates.flatMap((update) => {
      const before = state;
      state = reduceChat(state, update);
      return transcript.follow(before, state, update);
    });
  return { tell, texts: (...updates: ChatUpdate[]) => tell(...updates).map(({ text }) => text) };
}

const event = (said: ChatEvent, at = noon): ChatUpdate => ({ type: 'event', event: said, at });
const sent = (...messages: Message[]): ChatUpdate => event({ type: 'messages-sent', messages });
const changed = (connection: Connection): ChatUpdate => ({ type: 'connection-changed', connection });

const joined = (messages: readonly Message[] = [], reset = true, chatName = 'Lớp 9A'): ChatUpdate =>
  event({
    type: 'joined',
    replyTo: 'join-id',
    protocol: 1,
    chat: { name: chatName, hostName: 'cô Hạnh' },
    you: an,
    people: [binh, an],
    reset,
    messages,
    lastSeq: messages.at(-1)?.seq ?? 0,
  });

const address = '127.0.0.1:8765';
const lost = changed({ name: 'reconnecting', address, code: 'host-stopped', retryAt: noon });

test('Joining shows the newest page under its days, then where one is.', () => {
  const { texts } = createTeller();
  expect(texts(joined([message(1, 'hôm qua', noon - day), message(2, 'sáng'), message(3, 'trưa')]))).toEqual([
    '--- Sunday, 16 November 2025 ---',
    '12:00 Bình: hôm qua',
    '--- Monday, 17 November 2025 ---',
    '12:00 Bình: sáng',
    '12:00 Bình: trưa',
    'You are in Lớp 9A as An; 2 people are here. /help lists the commands.',
  ]);
});

test('A file is its name and, where the host has told where it is, a link.', () => {
  const { texts } = createTeller();
  texts(joined());
  const file = { id: 'id-of-a-file', name: 'sơ đồ.bin', size: 10, type: '' };
  expect(texts(sent({ ...message(1, 'xem này'), file })).at(-1)).toBe('12:00 Bình: xem này [sơ đồ.bin]');
  texts({ type: 'wire-found', wire: 'native', origin: 'http://192.168.1.5:8765' });
  expect(texts(sent({ ...message(2, ''), file })).at(-1)).toBe(
    `12:00 Bình: [sơ đồ.bin]\nhttp://192.168.1.5:8765/files/id-of-a-file/${encodeURIComponent(file.name)}`,
  );
});

test('Messages, joins, leaves and renames are told as they come, each with its time.', () => {
  const { texts } = createTeller();
  texts(joined([message(1, 'x')]));
  const chi: Person = { id: 'person-chi', name: 'Chi' };
  expect(
    texts(
      sent(message(2, 'một', noon + minute), message(3, 'hai', noon + minute, 'An')),
      event({ type: 'person-joined', person: chi, at: noon + 2 * minute }),
      event({
        type: 'person-renamed',
        person: { ...chi, name: 'Chị Chi' },
        oldName: 'Chi',
        at: noon + 3 * minute,
      }),
      event({ type: 'nickname-set', replyTo: null, oldName: 'An', name: 'Anh', at: noon + 4 * minute }),
      event({
        type: 'person-renamed',
        person: { ...an, name: 'Anh' },
        oldName: 'An',
        at: noon + 4 * minute,
      }),
      event({ type: 'person-left', person: { ...chi, name: 'Chị Chi' }, at: noon + day }),
      event({ type: 'typing-changed', person: binh, typing: true }),
    ),
  ).toEqual([
    '12:01 Bình: một',
    '12:01 An: hai',
    '12:02 Chi joined',
    '12:03 Chi is now Chị Chi',
    '12:04 You are now Anh',
    '--- Tuesday, 18 November 2025 ---',
    '12:00 Chị Chi left',
  ]);
});

test('What others write cannot steer the terminal or pass for another message.', () => {
  const { tell } = createTeller(true, true);
  tell(joined());
  const lines = tell(
    sent(message(1, '\u001b[2Jhi\r\n12:00 cô Hạnh: no school\u202e', noon, '\u001b[31mcô\nHạnh')),
  );
  // The colours are the transcript's own.
  const bare = lines.map(({ text }) => text.replaceAll(/\u001b\[[\d;]+m/g, ''));
  expect(bare.at(-1)).toBe('12:00 ␛[31mcô Hạnh: ␛[2Jhi\n12:00 cô Hạnh: no school');
  expect(lines.at(-1)?.indent).toBe(6);
});

test('A name has one colour, whatever its case, and the chat has several.', () => {
  const painter = createPainter(true);
  expect(painter.name('ngọc ánh', 'x')).toBe(painter.name('NGỌC ÁNH', 'x'));
  const colours = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hà', 'Khoa'].map((name) => painter.name(name, 'x'));
  expect(new Set(colours).size).toBeGreaterThan(3);
  expect(createPainter(false).name('An', 'x') + createPainter(false).dim('y')).toBe('xy');
});

test('A lost connection is one quiet line until it is back, and what was missed follows.', () => {
  const { texts } = createTeller();
  texts(joined([message(1, 'x')]), changed({ name: 'joined', address }));
  const trying = changed({ name: 'reconnecting', address, code: 'host-stopped', retryAt: null });
  expect(texts(lost, trying, lost)).toEqual(['The host has closed the chat. Trying again by itself...']);
  expect(texts(joined([message(2, 'missed')], false), changed({ name: 'joined', address }))).toEqual([
    '12:00 Bình: missed',
    'Connected again.',
  ]);
});

test('Of a page that comes again only the new part is told, and a gap is said.', () => {
  const { texts } = createTeller();
  const renumbered = (...messages: Message[]) => messages.map((item, at) => ({ ...item, seq: at + 1 }));
  texts(joined([message(1, 'a'), message(2, 'b')]), changed({ name: 'joined', address }), lost);
  expect(texts(joined(renumbered(message(2, 'b'), message(3, 'c'))))).toEqual([
    '12:00 Bình: c',
    'Connected again.',
  ]);
  expect(texts(joined(renumbered(message(8, 'x'), message(9, 'y'))))).toEqual([
    '(Some messages from before these may be missing here.)',
    '12:00 Bình: x',
    '12:00 Bình: y',
    'Connected again.',
  ]);
});

test('What an older server cannot do is told once, under its address where it has no name.', () => {
  const { texts } = createTeller(false);
  texts(changed({ name: 'connecting', address }));
  const lines = texts({ type: 'wire-found', wire: 'workshop' }, joined([message(1, 'x', 0)], true, ''));
  expect(lines.slice(0, 3)).toEqual([
    '--:-- Bình: x',
    `You are in ${address} as An; 2 people are here.`,
    'This is an older server:',
  ]);
  expect(lines.slice(3).every((line) => line.startsWith('- '))).toBe(true);
  expect(texts(lost, { type: 'wire-found', wire: 'workshop' }, joined([], true, ''))).toHaveLength(2);
});

test('A message that the host refuses is told once, with the reason, as trouble.', () => {
  const { tell } = createTeller();
  tell(joined());
  const waiting = { id: 'm', content: `a\u001b[2J ${'long '.repeat(20)}`, at: noon, failure: null };
  const refused: ChatEvent = {
    type: 'refused',
    replyTo: 'm',
    command: 'send-message',
    code: 'storage-full',
    name: 'An',
  };
  const lines = tell({ type: 'outbox-changed', outbox: [waiting] }, event(refused), event(refused));
  expect(lines).toEqual([
    { text: expect.stringMatching(/^Not sent: "a␛\[2J long .*\.\.\."\. The disk/), indent: 0, trouble: true },
  ]);
});

test('A seat that is gone comes with the command that gets it back, where there are commands.', () => {
  for (const commands of [true, false]) {
    const { texts } = createTeller(commands);
    texts(joined());
    const lines = texts(
      changed({ name: 'replaced', address }),
      changed({ name: 'refused', address, code: 'nickname-taken' }),
      changed({ name: 'refused', address, code: 'host-full' }),
    );
    const hints = ['/join takes it back', '/name NEW joins', '/join tries again'];
    expect(hints.map((hint, index) => lines[index]?.includes(hint))).toEqual(hints.map(() => commands));
  }
});

test('a message with a file says what the file is called', () => {
  const { texts } = createTeller();
  texts(joined([message(1, 'x')]));
  const file = { id: 'id-of-a-file', name: 'ảnh.png', size: 9, type: 'image/png' };
  expect(texts(sent({ ...message(2, 'xem này'), file }, { ...message(3, ''), file }))).toEqual([
    '12:00 Bình: xem này [ảnh.png]',
    '12:00 Bình: [ảnh.png]',
  ]);
});
