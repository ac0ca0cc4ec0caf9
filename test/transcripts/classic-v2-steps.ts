// The scenarios of classic-v2.json that go another way than recorded, written as steps of what the rulings say. A ruling
// about sockets or files has no steps here, or not all: the rest is in `classic-v2-checks.ts`.
import { base64, Person, type Frame } from './person.ts';
import { timestampMask as timestamp, type Step } from './transcript.ts';

class ClassicPerson extends Person {
  /** Connects and takes a name; those who are here already hear of it. */
  registers(name: string, ...others: readonly Person[]): Step[] {
    return [
      this.connects(),
      this.says({ type: 'name', name }),
      ...others.map((other) => other.hears({ type: 'receive', datatype: 'register', name, timestamp })),
      this.hears({ type: 'name', action: 'register', name, status: true, timestamp }),
    ];
  }

  isRefusedName(name: unknown, reason: string): Step[] {
    return [
      this.says({ type: 'name', name }),
      this.hears({ type: 'name', action: 'register', name, status: false, reason }),
    ];
  }

  isRefusedContent(username: string, content: unknown): Step[] {
    return [
      this.says({ type: 'send', content }),
      this.hears({ type: 'send', username, content, status: false, reason: 'WrongFormatContent' }),
    ];
  }

  sends(name: string, content: string, ...others: readonly Person[]): Step[] {
    return [
      this.says({ type: 'send', content }),
      this.hears({ type: 'send', name, content, status: true, timestamp }),
      ...others.map((other) =>
        other.hears({ type: 'receive', datatype: 'message', name, content, timestamp }),
      ),
    ];
  }

  gets(name: string, message: readonly Frame[], online: readonly string[]): Step[] {
    return [
      this.says({ type: 'get' }),
      this.hears({ type: 'get', status: true, name, timestamp, data: { message, online } }),
    ];
  }

  hearsLeave(name: string): Step {
    return this.hears({ type: 'receive', datatype: 'leave', name, timestamp });
  }
}

const a = new ClassicPerson('A');
const b = new ClassicPerson('B');
const b2 = new ClassicPerson('B2');
const c = new ClassicPerson('C');
const d = new ClassicPerson('D');
const u = new ClassicPerson('U');

const wrongJson: Frame = { status: false, reason: 'WrongFormatJSON' };
const unknownType: Frame = { type: null, status: false, reason: 'UnknownType' };
const unregisteredSend: Frame = { type: 'send', status: false, reason: 'UnknownRegister' };
const missingContent: Frame = { type: 'send', status: false, reason: 'NotEnoughKey', need: 'content' };
const failedGet: Frame = { type: 'get', status: false, reason: 'UnknownRegister' };

/** `frame` is answered by `reply`, and the frame after it is answered as ever. */
function answers(frame: Frame | string, reply: Frame): Step[] {
  return [a.connects(), a.says(frame), a.hears(reply), a.says({ type: 'get' }), a.hears(failedGet)];
}

function refusesNameOf(name: unknown): Step[] {
  return [
    a.connects(),
    ...a.isRefusedName(name, 'WrongFormatName'),
    ...a.isRefusedName('', 'WrongFormatName'),
  ];
}

function refusesContentOf(content: unknown): Step[] {
  return [...a.registers('An'), ...a.isRefusedContent('An', content), ...a.sends('An', 'still here')];
}

function leavesAtOnce(how: string): Step[] {
  return [
    ...a.registers('An'),
    u.connects(),
    ...b.registers('Binh', a),
    b.disconnects(how),
    a.hearsLeave('Binh'),
    u.hearsNothing(),
    ...a.gets('An', [], ['An']),
    ...b2.registers('Binh', a),
    ...a.gets('An', [], ['An', 'Binh']),
    u.hearsNothing(),
  ];
}

function startsEmpty(): Step[] {
  const stored = { name: 'An', content: 'x', timestamp };
  return [
    ...a.registers('An'),
    ...a.gets('An', [], ['An']),
    ...a.sends('An', 'x'),
    ...a.gets('An', [stored], ['An']),
    { file: 'data.json', content: JSON.stringify([stored]) },
  ];
}

/** By the name of the scenario; every ruled scenario is here, some without steps. */
export const ruledSteps: Readonly<Record<string, readonly Step[]>> = {
  'register-duplicate': [
    ...a.registers('An'),
    b.connects(),
    ...b.isRefusedName('An', 'NameAlreadyUsed'),
    ...b.isRefusedName('an', 'NameAlreadyUsed'),
    a.hearsNothing(),
  ],
  'register-combining-nfd': [
    ...a.registers('ạn'),
    b.connects(),
    ...b.isRefusedName('a\u0323n', 'NameAlreadyUsed'),
    b.says({ type: 'name', name: 'Bi\u0300nh' }),
    a.hears({ type: 'receive', datatype: 'register', name: 'Bình', timestamp }),
    b.hears({ type: 'name', action: 'register', name: 'Bình', status: true, timestamp }),
  ],
  'register-whitespace': [
    a.connects(),
    ...a.isRefusedName(' ', 'WrongFormatName'),
    b.connects(),
    ...b.isRefusedName('\t', 'WrongFormatName'),
    ...c.registers('An'),
    d.connects(),
    ...d.isRefusedName(' An ', 'NameAlreadyUsed'),
    d.says({ type: 'name', name: ' Dung\t' }),
    c.hears({ type: 'receive', datatype: 'register', name: 'Dung', timestamp }),
    d.hears({ type: 'name', action: 'register', name: 'Dung', status: true, timestamp }),
    ...d.gets('Dung', [], ['An', 'Dung']),
  ],
  'register-control-and-nul': refusesNameOf('a\u0000b\n<b>'),
  'register-case-variants': [
    ...a.registers('An'),
    b.connects(),
    ...b.isRefusedName('AN', 'NameAlreadyUsed'),
    c.connects(),
    ...c.isRefusedName('an', 'NameAlreadyUsed'),
    a.says({ type: 'name', name: 'AN' }),
    a.hears({ type: 'name', action: 'change', oldname: 'An', newname: 'AN', status: true, timestamp }),
    ...a.gets('AN', [], ['AN']),
  ],
  'send-lone-surrogate': [
    ...a.registers('An'),
    ...b.registers('Binh', a),
    ...a.isRefusedContent('An', '\ud800'),
    b.hearsNothing(),
    ...b.gets('Binh', [], ['An', 'Binh']),
    { file: 'data.json', content: '[]' },
  ],
  'register-lone-surrogate': [
    ...b.registers('Binh'),
    a.connects(),
    ...a.isRefusedName('\ud800', 'WrongFormatName'),
    b.hearsNothing(),
    ...b.gets('Binh', [], ['Binh']),
  ],
  'send-before-register': answers({ type: 'send', content: 'hi' }, unregisteredSend),
  'send-before-register-empty': answers({ type: 'send', content: '' }, unregisteredSend),
  'missing-key-send-registered': [
    ...a.registers('An'),
    a.says({ type: 'send' }),
    a.hears(missingContent),
    ...a.sends('An', 'still here'),
  ],
  'missing-key-send-unregistered': answers({ type: 'send' }, missingContent),
  'crash-number': answers('5', wrongJson),
  'crash-array': answers('[]', wrongJson),
  'crash-array-2': answers('["name"]', wrongJson),
  'crash-null': answers('null', wrongJson),
  'crash-string': answers('"name"', wrongJson),
  'crash-true': answers('true', wrongJson),
  'crash-empty-object': answers('{}', unknownType),
  'crash-missing-type': answers({ name: 'An' }, unknownType),
  'crash-documented-data-name': [
    a.connects(),
    a.says({ data: 'name', name: 'An' }),
    a.hears({ type: 'name', action: 'register', name: 'An', status: true, timestamp }),
  ],
  'crash-documented-data-get': [
    ...answers({ data: 'get' }, failedGet),
    a.says({ type: 'name', name: 'An' }),
    a.hears({ type: 'name', action: 'register', name: 'An', status: true, timestamp }),
    a.says({ data: 'get' }),
    a.hears({ type: 'get', status: true, name: 'An', timestamp, data: { message: [], online: ['An'] } }),
  ],
  'crash-documented-data-send': [
    ...answers({ data: 'send', content: 'hi' }, unregisteredSend),
    a.says({ type: 'name', name: 'An' }),
    a.hears({ type: 'name', action: 'register', name: 'An', status: true, timestamp }),
    a.says({ data: 'send', content: 'hi' }),
    a.hears({ type: 'send', name: 'An', content: 'hi', status: true, timestamp }),
  ],
  'crash-name-number': refusesNameOf(5),
  'crash-name-null': refusesNameOf(null),
  'crash-name-true': refusesNameOf(true),
  'crash-content-null-registered': refusesContentOf(null),
  'crash-content-number-registered': refusesContentOf(5),
  'content-null-unregistered': answers({ type: 'send', content: null }, unregisteredSend),
  'crash-change-name-number': [
    ...a.registers('An'),
    a.says({ type: 'name', name: 5 }),
    a.hears({
      type: 'name',
      action: 'change',
      oldname: 'An',
      newname: 5,
      status: false,
      reason: 'WrongFormatName',
    }),
    ...a.sends('An', 'still here'),
  ],
  'name-object-and-array-accepted': [
    a.connects(),
    ...a.isRefusedName({ a: 1 }, 'WrongFormatName'),
    ...a.isRefusedName(['x'], 'WrongFormatName'),
    ...a.isRefusedName({ a: 1.5 }, 'WrongFormatName'),
  ],
  'content-array-object': [
    ...a.registers('An'),
    ...b.registers('Binh', a),
    ...a.isRefusedContent('An', ['x', 1]),
    ...a.isRefusedContent('An', { k: 'v' }),
    ...a.isRefusedContent('An', {}),
    b.hearsNothing(),
    ...a.gets('An', [], ['An', 'Binh']),
  ],
  'json-nonstandard': [
    a.connects(),
    a.says('{"type":NaN}'),
    a.hears(wrongJson),
    a.says(' \r\n{"type":"get"}\n'),
    a.hears(failedGet),
    a.says('\ufeff{"type":"get"}'),
    a.hears(wrongJson),
    a.says('{"type":"name","name":"An",}'),
    a.hears(wrongJson),
  ],
  'binary-frame': [
    a.connects(),
    a.saysBytes(base64('{"type":"name","name":"Ân"}')),
    a.hears({ type: 'name', action: 'register', name: 'Ân', status: true, timestamp }),
    // With a byte order mark it is UTF-8 still.
    ...['{"type":"get"}', '\ufeff{"type":"get"}'].flatMap((text) => [
      a.saysBytes(base64(text)),
      a.hears({ type: 'get', status: true, name: 'Ân', timestamp, data: { message: [], online: ['Ân'] } }),
    ]),
    // UTF-16, bytes of no encoding, nothing at all.
    ...[base64('{"type":"get"}', 'utf16le'), '//79AIA=', ''].flatMap((bytes) => [
      a.saysBytes(bytes),
      a.hears(wrongJson),
    ]),
  ],
  'leave-after-abrupt': leavesAtOnce('abrupt'),
  'leave-after-clean': leavesAtOnce('clean'),
  'leave-close-codes': [
    a.connects(),
    a.disconnects('clean', 1000),
    a.isClosed(1000),
    b.connects(),
    b.disconnects('clean', 4321),
    b.isClosed(4321),
    c.connects(),
    c.disconnects('clean without a code'),
    c.isClosed(1005),
  ],
  'leave-order-ping-then-leave': [
    ...a.registers('An'),
    ...b.registers('Binh', a),
    b.disconnects('clean'),
    a.hearsLeave('Binh'),
  ],
  'leave-two-adjacent': [
    ...a.registers('An'),
    ...b.registers('Binh', a),
    ...c.registers('Chi', a, b),
    b.disconnects('abrupt'),
    a.hearsLeave('Binh'),
    c.hearsLeave('Binh'),
    c.disconnects('abrupt'),
    a.hearsLeave('Chi'),
  ],
  'leave-skips-ping-of-next': [
    ...b.registers('Binh'),
    ...a.registers('An', b),
    ...d.registers('Dung', b, a),
    b.disconnects('abrupt'),
    a.hearsLeave('Binh'),
    d.hearsLeave('Binh'),
  ],
  'leave-after-crash': [
    ...b.registers('Binh'),
    ...a.registers('An', b),
    a.says('{}'),
    a.hears(unknownType),
    b.hearsNothing(),
    ...b.gets('Binh', [], ['Binh', 'An']),
  ],
  'leave-after-server-close': [
    ...b.registers('Binh'),
    ...a.registers('An', b),
    a.says({ type: 'send' }),
    a.hears(missingContent),
    b.hearsNothing(),
    ...b.gets('Binh', [], ['Binh', 'An']),
  ],
  'change-then-leave': [
    ...a.registers('An'),
    ...b.registers('Binh', a),
    b.says({ type: 'name', name: 'Binh2' }),
    a.hears({ type: 'receive', datatype: 'change', oldname: 'Binh', newname: 'Binh2', timestamp }),
    b.hears({ type: 'name', action: 'change', oldname: 'Binh', newname: 'Binh2', status: true, timestamp }),
    b.disconnects('clean'),
    a.hearsLeave('Binh2'),
  ],
  'crash-bytes': answers('{}', unknownType),
  'clean-close-bytes': answers({ type: 'send', content: 'x' }, unregisteredSend),
  'invalid-utf8-text-frame': [],
  'unmasked-frame': answers({ type: 'get' }, failedGet),
  'http-and-paths': [],
  'origin-any': a.registers('n0'),
  'data-json-missing': startsEmpty(),
  'data-json-corrupt': startsEmpty(),
  'data-json-object': startsEmpty(),
  'big-message': [
    ...a.registers('An'),
    ...b.registers('Binh', a),
    a.says({ type: 'send', content: 'q'.repeat(300_000) }),
    a.isClosed(1009),
    b.hearsLeave('An'),
  ],
  'concurrent-senders-corrupt-storage': [],
};
