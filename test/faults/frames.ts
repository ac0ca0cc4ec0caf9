// Frames to throw at a host: valid ones of each wire, valid ones with something broken in them, and anything at all.
import fc from 'fast-check';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{8,22}$/);
const anything = fc.jsonValue({ maxDepth: 4 });
/** A few names again and again, so that they collide, and every other kind of text. */
const name = fc.oneof(
  fc.constantFrom('An', 'an', 'Ａn', 'Bình', ' An ', '', '\u202eAn', 'A\u0000', '\ud800', 'x'.repeat(101)),
  fc.string({ unit: 'binary', maxLength: 110 }),
  anything,
);
const content = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', '\ud800', 'x'.repeat(4_000), '😀'.repeat(4_001), '\u0000\u001b[2J'),
  anything,
);

const password = fc.oneof(
  fc.constantFrom('hoa sen', '', '123456', '\ud800', 'x'.repeat(129), '😀'.repeat(128)),
  fc.string({ unit: 'binary', maxLength: 140 }),
  anything,
);
const session = fc.stringMatching(/^[A-Za-z0-9_-]{16,43}$/);
/** Ids that come again, so that messages and rooms are met that are there. */
const knownId = fc.constantFrom('known-id-1', 'known-id-2', 'known-id-3');
const room = fc.oneof(
  fc.constantFrom(undefined, 'main', '@known-id-1', '@', '../data', '@../../x'),
  knownId,
  anything,
);
const message = fc.oneof(fc.record({ seq: fc.integer({ min: 1, max: 5 }), id: knownId }), anything);

function frames(...shapes: fc.Arbitrary<object>[]): fc.Arbitrary<string> {
  return fc.oneof(...shapes).map((frame) => JSON.stringify(frame));
}

const valid = {
  native: frames(
    fc.record({
      type: fc.constant('join'),
      id,
      protocol: fc.constantFrom(1, 1, 1, 0, 2),
      nickname: name,
      deviceKey: fc.stringMatching(/^[A-Za-z0-9_-]{16,22}$/),
      cursor: fc.oneof(fc.constant(null), fc.record({ seq: fc.integer(), id: fc.string() })),
      session: fc.oneof(fc.constant(null), session),
      password: fc.oneof(fc.constant(null), password),
    }),
    fc.record({ type: fc.constant('set-nickname'), id, nickname: name }),
    fc.record({ type: fc.constant('send-message'), id, content }),
    fc.record({ type: fc.constant('send-message'), id, content, file: fc.oneof(id, anything) }),
    fc.record({
      type: fc.constant('request-upload'),
      id,
      name,
      size: fc.oneof(fc.nat(50_000_000), anything),
      mediaType: fc.oneof(fc.constantFrom('image/png', ''), anything),
    }),
    fc.record(
      { type: fc.constant('send-message'), id: knownId, content, room },
      { requiredKeys: ['type', 'id'] },
    ),
    fc.record({ type: fc.constantFrom('delete-message', 'get-edits', 'get-reads'), id, message, room }),
    fc.record({ type: fc.constant('edit-message'), id, message, content }),
    fc.record({
      type: fc.constant('react'),
      id,
      message,
      emoji: fc.constantFrom('👍', '🇻🇳', 'x', 5),
      on: fc.boolean(),
    }),
    fc.record({ type: fc.constant('mark-read'), seq: fc.integer(), room, hidden: fc.boolean() }),
    fc.record({ type: fc.constant('add-room'), id: knownId, name }),
    fc.record({
      type: fc.constantFrom('rename-room', 'archive-room'),
      id,
      room,
      name,
      archived: fc.boolean(),
    }),
    fc.record({ type: fc.constant('order-rooms'), id, rooms: fc.array(room) }),
    fc.record({ type: fc.constant('set-private-messages'), id, policy: fc.constantFrom('everyone', 'all') }),
    fc.record({
      type: fc.constantFrom('remove-person', 'readmit-person'),
      id,
      person: fc.oneof(knownId, anything),
    }),
    fc.record({ type: fc.constant('set-read-marks'), id, shown: fc.oneof(fc.boolean(), anything) }),
    fc.record({ type: fc.constant('get-history'), id, before: fc.integer(), limit: fc.integer() }),
    fc.record({ type: fc.constant('get-history'), id, after: fc.maxSafeInteger() }),
    fc.record({ type: fc.constant('set-typing'), typing: fc.boolean() }),
    fc.record({ type: fc.constant('leave'), id }),
    fc.record({
      type: fc.constantFrom('register', 'log-in'),
      id,
      name,
      password,
      chatPassword: fc.oneof(fc.constant(null), password),
    }),
    fc.record({ type: fc.constant('change-password'), id, password, newPassword: password }),
    fc.record({ type: fc.constant('log-out'), id, session }),
    fc.record({
      type: fc.constantFrom('get-accounts', 'reset-password', 'remove-account', 'set-co-host'),
      id,
      account: id,
      coHost: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('set-account-mode'),
      id,
      mode: fc.constantFrom('open', 'accounts-only', 'x'),
    }),
    fc.record({ type: fc.constant('set-chat-password'), id, password, inCode: fc.boolean() }),
  ),
  classic: frames(
    fc.record({ type: fc.constant('name'), name }),
    fc.record({ type: fc.constant('send'), content }),
    fc.record({ data: fc.constantFrom('name', 'send', 'get'), name, content }),
    fc.constant({ type: 'get' }),
  ),
  workshop: frames(
    fc.record({ type: fc.constant('set_username'), username: name }),
    fc.record({ type: fc.constant('chat'), message: content }),
    fc.constantFrom({ type: 'get_users' }, { type: 'ping' }),
  ),
  first: frames(
    fc.record({ type: fc.constant('send'), data: fc.record({ name, content }) }),
    fc.record({ type: fc.constant('send'), data: anything }),
    fc.constant({ type: 'get' }),
  ),
} as const;

export const wires = ['native', 'classic', 'workshop', 'first'] as const;
export type Wire = (typeof wires)[number];

/** One place of a text cut, doubled or replaced. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      text,
      fc.nat(),
      fc.nat(12),
      fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('"', '{', '[', '\\u', '\u0000')),
    )
    .map(([whole, where, cut, put]) => {
      const at = where % (whole.length + 1);
      return whole.slice(0, at) + put + whole.slice(at + cut);
    });
}

/** A frame for this wire; a Buffer goes out as a binary frame. */
export function frameOf(wire: Wire): fc.Arbitrary<string | Buffer> {
  return fc.oneof(
    { weight: 5, arbitrary: valid[wire] },
    { weight: 3, arbitrary: mutated(valid[wire]) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 6 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: valid[wire].map((text) => Buffer.from(text)) },
  );
}

const encoded = fc
  .oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom('An', '', 'x'.repeat(101)))
  .map((text) => encodeURIComponent(text.toWellFormed()));

/** A request target of the oldest server, as it should be or with something broken in it; no spaces or line ends. */
export const requestTarget: fc.Arbitrary<string> = fc
  .oneof(
    fc.tuple(encoded, encoded).map(([name, content]) => `/send/?name=${name}&content=${content}`),
    fc.constantFrom('/get/', '/get', '/send', '/send/', '/send/?name=An'),
    mutated(fc.constant('/send/?name=An&content=%F0%9F%98%80')),
    fc.string({ unit: 'binary-ascii', maxLength: 80 }).map((text) => `/send/?${text}`),
  )
  .map((target) => target.replace(/[^\x21-\xff]/g, '+'));
