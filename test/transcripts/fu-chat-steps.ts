// The scenarios of fu-chat.json that go another way than recorded, written as steps of what the rulings say. A ruling
// about sockets or paths has no steps here: it is in `fu-chat-checks.ts`.
import { base64, Person, type Frame } from './person.ts';
import { clientIdMask, timestampMask as timestamp, type Step } from './transcript.ts';

/** Names of everyone here, in the order in which they came. */
type Names = readonly string[];

class WorkshopPerson extends Person {
  asks(username: unknown): Step {
    return this.says({ type: 'set_username', username });
  }

  /** Connects and takes a name, with which the list of names ends; those who are here already hear of it. */
  registers(names: Names, ...others: readonly Person[]): Step[] {
    return [this.connects(), this.asks(names.at(-1)), ...this.isAccepted(names, ...others)];
  }

  isAccepted(names: Names, ...others: readonly Person[]): Step[] {
    const name = names.at(-1) ?? '';
    const online = { online_users: names.length, users_list: names };
    return [
      ...others.map((other) =>
        other.hears({ type: 'user_join', message: `${name} joined the chat`, timestamp, ...online }),
      ),
      this.hears({ type: 'username_accepted', username: name, timestamp }),
      this.hears({ type: 'system', message: `Welcome to the chat room, ${name}!`, timestamp }),
      this.hears({ type: 'online_users', users: names, count: names.length }),
    ];
  }

  isRefusedName(username: unknown, message: string): Step[] {
    return [this.asks(username), this.hears({ type: 'username_error', message })];
  }

  isRefusedContent(frame: Frame): Step[] {
    return [this.says({ type: 'chat', ...frame }), this.hears(badContent)];
  }

  chats(username: string, message: string, ...others: readonly Person[]): Step[] {
    return [
      this.says({ type: 'chat', message }),
      ...[this, ...others].map((person) => person.hears(chatFrame(username, message))),
    ];
  }

  hearsLeave(name: string, names: Names): Step {
    const online = { online_users: names.length, users_list: names };
    return this.hears({ type: 'user_leave', message: `${name} left the chat`, timestamp, ...online });
  }
}

const a = new WorkshopPerson('A');
const b = new WorkshopPerson('B');
const c = new WorkshopPerson('C');
const d = new WorkshopPerson('D');

const badContent: Frame = { type: 'error', message: 'A message is a text of 1 to 4000 characters' };
const badJson: Frame = { type: 'error', message: 'Invalid message format' };
const badName = 'Username must be up to 100 visible characters';
const takenName = (name: string): string => `Username '${name}' is already taken. Please choose another one.`;

function chatFrame(username: string, message: string): Frame {
  return { type: 'chat', client_id: clientIdMask, message, username, timestamp };
}

/** Nobody hears what cannot be said, and the history does not have it. */
function refusesContents(...frames: readonly Frame[]): Step[] {
  return [
    ...a.registers(['Alice']),
    ...b.registers(['Alice', 'Bob'], a),
    ...frames.flatMap((frame) => a.isRefusedContent(frame)),
    b.hearsNothing(),
    { file: 'data.json', content: '[]' },
  ];
}

const sixty = Array.from({ length: 60 }, (_, index) => `m${index}`);

/** By the name of the scenario; every ruled scenario is here, some without steps. */
export const ruledSteps: Readonly<Record<string, readonly Step[]>> = {
  'case-vietnamese-and-turkish': [
    ...a.registers(['ĐẠT']),
    b.connects(),
    ...b.isRefusedName('đạt', takenName('đạt')),
    ...b.isRefusedName('ĐẠ\uff34', takenName('ĐẠ\uff34')),
    b.asks('straße'),
    ...b.isAccepted(['ĐẠT', 'straße'], a),
    c.connects(),
    // One folded key, where the old server's `lower` kept them apart.
    ...c.isRefusedName('STRASSE', takenName('STRASSE')),
    ...c.isRefusedName('STRAẞE', takenName('STRAẞE')),
    c.asks('ΟΔΟΣ'),
    ...c.isAccepted(['ĐẠT', 'straße', 'ΟΔΟΣ'], a, b),
    d.connects(),
    ...d.isRefusedName('οδος', takenName('οδος')),
    ...d.isRefusedName('οδοσ', takenName('οδοσ')),
  ],
  'set-username-trim': [
    a.connects(),
    a.asks('  Alice  '),
    ...a.isAccepted(['Alice']),
    b.connects(),
    b.asks('\u00a0\u3000Bob\u0085'),
    ...b.isAccepted(['Alice', 'Bob'], a),
    c.connects(),
    // Not White_Space: these stay, and make no other name of it.
    c.asks('\ufeffChi\u200b'),
    ...c.isAccepted(['Alice', 'Bob', '\ufeffChi\u200b'], a, b),
    d.connects(),
    ...d.isRefusedName('chi', takenName('chi')),
    // White space to Python, a control character to Unicode.
    ...d.isRefusedName('\u001cDan', badName),
  ],
  'set-username-long': [
    a.connects(),
    ...a.isRefusedName('x'.repeat(101), badName),
    ...a.isRefusedName('😀'.repeat(101), badName),
    a.asks('😀'.repeat(100)),
    ...a.isAccepted(['😀'.repeat(100)]),
  ],
  'chat-empty-missing-types': [
    ...refusesContents({}, ...['', 5, null, { a: [1] }, true].map((message) => ({ message }))),
    ...a.chats('Alice', '  ', b),
    ...a.chats('Alice', ' two  words\n', b),
  ],
  'chat-long': [
    ...refusesContents({ message: 'z'.repeat(4001) }, { message: '😀'.repeat(4001) }),
    ...a.chats('Alice', '😀'.repeat(4000), b),
  ],
  'frame-over-1MiB': [
    ...a.registers(['Alice']),
    ...b.registers(['Alice', 'Bob'], a),
    a.says({ type: 'chat', message: 'z'.repeat(64 * 1024) }),
    a.isClosed(1009),
    b.hearsLeave('Alice', ['Bob']),
  ],
  'leave-last': [
    ...a.registers(['Alice']),
    ...a.chats('Alice', 'kept'),
    a.disconnects('clean'),
    a.isClosed(1000),
    ...b.registers(['alice']),
    b.hears({ type: 'history', messages: [chatFrame('Alice', 'kept')] }),
    { file: 'data.json', content: JSON.stringify([{ name: 'Alice', content: 'kept', timestamp }]) },
  ],
  'history-20-of-60': [
    ...a.registers(['Alice']),
    ...sixty.flatMap((message) => a.chats('Alice', message)),
    ...b.registers(['Alice', 'Bob'], a),
    b.hears({ type: 'history', messages: sixty.slice(-50).map((message) => chatFrame('Alice', message)) }),
  ],
  'history-keeps-odd-values': [
    ...a.registers(['Alice']),
    ...a.isRefusedContent({ message: { a: 1 } }),
    ...a.isRefusedContent({ message: '' }),
    // Nothing was stored, so there is no history to be told.
    ...b.registers(['Alice', 'Bob'], a),
    b.hearsNothing(),
  ],
  'binary-frame': [
    a.connects(),
    a.saysBytes(base64('{"type":"set_username","username":"Âlice"}')),
    ...a.isAccepted(['Âlice']),
    a.saysBytes(base64('{"type":"chat","message":"bin"}')),
    a.hears(chatFrame('Âlice', 'bin')),
    // Bytes of no encoding, UTF-16, nothing at all.
    ...['//79AIA=', base64('{"type":"ping"}', 'utf16le'), ''].flatMap((bytes) => [
      a.saysBytes(bytes),
      a.hears(badJson),
    ]),
    ...a.chats('Âlice', 'alive'),
    b.connects(),
    b.saysBytes('///9AIA='),
    b.hears(badJson),
    b.asks('Bob'),
    ...b.isAccepted(['Âlice', 'Bob'], a),
    b.hears({ type: 'history', messages: ['bin', 'alive'].map((message) => chatFrame('Âlice', message)) }),
  ],
  'lone-surrogate': [
    a.connects(),
    ...a.isRefusedName('\ud800', badName),
    a.asks('Alice'),
    ...a.isAccepted(['Alice']),
    ...a.isRefusedContent({ message: '\udc00x' }),
    { file: 'data.json', content: '[]' },
  ],
  'json-nonstandard': [
    ...a.registers(['Alice']),
    a.says('{"type":"chat","message":NaN}'),
    a.hears(badJson),
    a.says('{"type":"ping",}'),
    a.hears(badJson),
    a.says(' \r\n{"type":"ping"}\n'),
    a.hears({ type: 'pong', timestamp }),
  ],
  'server-keepalive': a.registers(['Alice']),
  'unmasked-and-bad-utf8': [],
  'http-paths-origin': [],
};
