// Pages of messages that grew after they were sent: none is longer than a slow network takes, and none lacks a message.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MessageChange } from '../../protocol/events.ts';
import { ask, come } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire, type Frame } from '../../test/wire-client.ts';
import { encodeChange } from '../changes/change-record.ts';
import { encodeRecord } from './record.ts';

const count = 50;
const at = 1_700_000_000_000;
const longText = 'ữ'.repeat(4_000);
/** What a page may have, and a little for what is around it. */
const mostBytes = 300 * 1024;

const idOf = (seq: number): string => `message-${seq}`;
const seqs = Array.from({ length: count }, (_, index) => index + 1);

/** A chat of short messages, of which something became. */
function folderWith(changesOf: (ref: { seq: number; id: string }) => MessageChange[]): string {
  const dataDir = temporaryFolder();
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(dataDir, name), `[\n${lines.join(',\n')}\n]\n`);
  write(
    'data.json',
    seqs.map((seq) => encodeRecord({ name: 'An', content: 'x', id: idOf(seq), at, by: 'person-an' })),
  );
  write(
    'data.changes.json',
    seqs
      .flatMap((seq) => changesOf({ seq, id: idOf(seq) }))
      .map((change, index) => {
        const by = change.change === 'reacted' ? change.by : 'person-an';
        return encodeChange({ id: `change-${index}`, change, at, by });
      }),
  );
  return dataDir;
}

const kinds: readonly [string, (ref: { seq: number; id: string }) => MessageChange[]][] = [
  ['was edited', (ref) => [{ ...ref, change: 'edited', content: longText, at }]],
  [
    'has many reactions',
    (ref) =>
      Array.from({ length: 500 }, (_, n) => {
        const by = `person-${String(n).padStart(15, '0')}`;
        return { ...ref, change: 'reacted', emoji: '👍', by, on: true };
      }),
  ],
];

test.each(kinds)('what %s comes in pages that are not longer than others', async (_, changesOf) => {
  const { port } = await temporaryHost({ dataDir: folderWith(changesOf) });
  const an = await come(port, 'An');
  const longest = (): number =>
    Math.max(...an.client.frames.map((frame) => Buffer.byteLength(JSON.stringify(frame))));

  const read: number[] = [];
  for (let before = count + 1, more = true; more;) {
    const page = await ask(an, { type: 'get-history', before, limit: 200 });
    const messages = page['messages'] as Frame[];
    read.unshift(...messages.map(({ seq }) => Number(seq)));
    before = read[0] ?? 0;
    more = page['hasOlder'] === true;
    expect(page['hasNewer']).toBe(before + messages.length <= count);
  }
  expect(read).toEqual(seqs);

  const forward: number[] = [];
  for (let after = 0, more = true; more;) {
    const page = await ask(an, { type: 'get-history', after, limit: 200 });
    forward.push(...(page['messages'] as Frame[]).map(({ seq }) => Number(seq)));
    after = forward.at(-1) ?? 0;
    more = page['hasNewer'] === true;
  }
  expect(forward).toEqual(seqs);
  expect(longest()).toBeLessThan(mostBytes);

  const old = await connectWire(port, '/workshop');
  old.send({ type: 'set_username', username: 'Old' });
  expect(Buffer.byteLength(JSON.stringify(await old.nextOf('history')))).toBeLessThan(mostBytes);
});

test('whoever comes back is sent all that grew meanwhile, page by page', async () => {
  const [, [, react] = []] = kinds;
  const dataDir = folderWith((ref) => (ref.seq === 1 ? [] : (react?.(ref) ?? [])));
  const { port } = await temporaryHost({ dataDir });
  const host = await come(port, 'An');
  const changed = host.joined['changed'];
  const back = await come(port, 'Bình', { cursor: { seq: 1, id: idOf(1), at }, changed });
  const got = (): number[] =>
    back.client.frames.flatMap(({ type, messages }) =>
      type === 'joined' || type === 'messages-sent'
        ? (messages as Frame[]).map(({ seq }) => Number(seq))
        : [],
    );
  await back.client.next(({ messages }) => (messages as Frame[] | undefined)?.at(-1)?.['seq'] === count);
  expect(got()).toEqual(seqs.slice(1));
  for (const frame of back.client.frames) {
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(mostBytes);
  }
});
