// Searching real files, and the turns that searchers take. Over real sockets: search.test.ts.
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Message, MessagesFound, Refused } from '../../protocol/events.ts';
import { foldText } from '../../protocol/fold.ts';
import type { LineBlock } from '../../storage/line-file.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { openHistory, type History } from './history.ts';
import { contentOf } from './record.ts';
import { SearchDesk, type SearchableHistory, type Searcher } from './search-desk.ts';

const held = 20_000;

/** Lines as they may stand in a file: ours, a classic server's, others', emptied, damaged. */
function lineOf(seq: number): string {
  const content = seq % 37 === 0 ? `Chào cả LỚP ${seq}` : `câu số ${seq}`;
  const timestamp = '05/01/2026, 07:30:00';
  if (seq % 1_009 === 0) return `{"deleted":true${' '.repeat(seq % 7)}}`;
  // What a power cut left in the middle of a file: no JSON, and still kept and shown as it is.
  if (seq === 5_000) return '{"name":"An","content":"lớp};"lớ}';
  if (seq % 11 === 0) return `{"name": "An", "content": ${asciiJson(content)}, "timestamp": "${timestamp}"}`;
  if (seq % 13 === 0) return JSON.stringify({ color: 'lop', content, name: 'Lớp trưởng', lop: [seq] });
  if (seq % 17 === 0) return JSON.stringify({ name: 'An', content: `${content}\n"${seq}"`, timestamp });
  return JSON.stringify({ name: 'Lớp', content, timestamp, id: `message-lop-${seq}`, at: seq });
}

/** As programs write JSON that keep to ASCII. */
function asciiJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const lines = Array.from({ length: held }, (_, index) => lineOf(index + 1));
/** What a search has to give, worked out without any of its ways. */
const expected = lines
  .flatMap((line, index) => (foldText(contentOf(line)).includes('lop') ? [index + 1] : []))
  .toReversed();

const unchanged = { isEdited: () => false, now: (message: Message) => message };

async function open(folder = temporaryFolder()): Promise<History<null>> {
  writeFileSync(join(folder, 'data.json'), `[\n${lines.join(',\n')}\n]\n`);
  const ignored = { written() {}, synced() {}, failed() {}, stateChanged() {} };
  const history = await openHistory<null>(join(folder, 'data.json'), {}, ignored);
  onTestFinished(() => history.close());
  return history;
}

interface Someone extends Searcher {
  readonly told: (MessagesFound | Refused)[];
  open: boolean;
  /** Resolves when a search says nothing more. */
  over(): Promise<void>;
}

function someone(onTold: (event: MessagesFound | Refused) => void = () => {}): Someone {
  let wake = (): void => {};
  const told: Someone['told'] = [];
  const isLast = (event?: MessagesFound | Refused) => event?.type === 'refused' || event?.over === true;
  return {
    told,
    open: true,
    send(event) {
      told.push(event);
      onTold(event);
      if (isLast(event)) wake();
    },
    drain: async () => {},
    over: () => new Promise((resolve) => (isLast(told.at(-1)) ? resolve() : (wake = resolve))),
  };
}

const failTest = (error: unknown): void => {
  throw error;
};
const lop = (history: Omit<SearchableHistory, 'isEdited' | 'now'>) => ({
  id: 'search-1',
  words: ['lop'],
  before: null,
  limit: 200,
  open: async () => ({
    ...unchanged,
    lastSeq: history.lastSeq,
    linesBefore: (seq: number, buffer: Buffer) => history.linesBefore(seq, buffer),
  }),
});
/** Lets everything happen that needs no slice. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function hitsOf({ told }: Someone): number[] {
  return told.flatMap((event) => (event.type === 'refused' ? [] : event.messages.map(({ seq }) => seq)));
}

/** Everything, page by page. */
async function searchAll(history: History<null>, limit: number): Promise<number[]> {
  const hits: number[] = [];
  const desk = new SearchDesk(1, failTest);
  for (let before: number | null = null; before !== 1;) {
    const page = someone();
    desk.search(page, { ...lop(history), before, limit });
    await page.over();
    hits.push(...hitsOf(page));
    const last = page.told.at(-1);
    if (last?.type !== 'messages-found') throw new Error('refused');
    before = last.searchedTo;
  }
  return hits;
}

test('every message with the word is found, newest first, whoever wrote its line and however', async () => {
  expect(expected.length).toBeGreaterThan(500);
  const history = await open();
  expect(await searchAll(history, 200)).toEqual(expected);
  expect(await searchAll(history, 7)).toEqual(expected);
});

test('hits are messages as pages of history show them', async () => {
  const history = await open();
  const desk = new SearchDesk(1, failTest);
  const an = someone();
  desk.search(an, { ...lop(history), limit: 1 });
  await an.over();
  const [seq = 0] = expected;
  const { messages } = await history.page(seq + 1, null, 1);
  expect(an.told).toEqual([
    { type: 'messages-found', replyTo: 'search-1', messages, searchedTo: seq, lastSeq: held, over: true },
  ]);
});

test('all words have to be there, in any order', async () => {
  const history = await open();
  const desk = new SearchDesk(1, failTest);
  const an = someone();
  desk.search(an, { ...lop(history), words: ['19980', 'lop'] });
  await an.over();
  expect(hitsOf(an)).toEqual([19_980]);
});

test('an empty history has been looked through at once', async () => {
  const history = { lastSeq: 0, linesBefore: () => Promise.reject(new Error('nothing to read')) };
  const an = someone();
  new SearchDesk(1, failTest).search(an, lop(history));
  await an.over();
  expect(an.told).toMatchObject([{ messages: [], searchedTo: 1, lastSeq: 0, over: true }]);
});

/** A history whose every slice is handed out by the test. */
function slowHistory(linesHeld = 100) {
  const asked: { seq: number; sliceBytes: number; give(): void }[] = [];
  const history = {
    lastSeq: linesHeld,
    linesBefore: (seq: number, buffer: Buffer) =>
      new Promise<LineBlock>((resolve) => {
        const bytes = Buffer.from('{"name":"An","content":"một","timestamp":"x"}');
        asked.push({ seq, sliceBytes: buffer.length, give: () => resolve({ first: seq - 2, bytes }) });
      }),
  };
  /** Hands out the slice that is waited for, and lets what follows from it happen. */
  const give = async (): Promise<void> => {
    asked.shift()?.give();
    await settled();
  };
  return { history, asked, give };
}

test('only a slice is read at a time, so that others are served in between', async () => {
  const { history, asked, give } = slowHistory();
  new SearchDesk(1, failTest).search(someone(), lop(history));
  await settled();
  for (let slice = 0; slice < 5; slice += 1) {
    expect(asked).toHaveLength(1);
    expect(asked[0]?.sliceBytes).toBeLessThanOrEqual(128 * 1024);
    await give();
  }
});

test('a newer search ends the older one, which says nothing more', async () => {
  const { history, asked, give } = slowHistory(2);
  const desk = new SearchDesk(1, failTest);
  const an = someone();
  desk.search(an, { ...lop(history), words: ['mot'] });
  desk.search(an, { ...lop(history), id: 'search-2' });
  await settled();
  await give();
  while (asked.length > 0) await give();
  expect(an.told).toMatchObject([{ replyTo: 'search-2', messages: [], over: true }]);
});

test('a search that is stopped, or whose searcher is gone, reads nothing more', async () => {
  const { history, asked, give } = slowHistory();
  const desk = new SearchDesk(3, failTest);
  const [an, binh, chi] = [someone(), someone(), someone()];
  for (const searcher of [an, binh, chi]) desk.search(searcher, lop(history));
  await settled();
  desk.stop(an);
  binh.open = false;
  for (let slice = 0; slice < 3; slice += 1) await give();
  expect(asked).toHaveLength(1);
  desk.close();
  await give();
  expect(asked).toEqual([]);
  expect([...an.told, ...binh.told, ...chi.told]).toEqual([]);
});

test('searches beyond the allowed number wait, in order, and keep their turn when they change', async () => {
  const { history, asked, give } = slowHistory(1);
  const desk = new SearchDesk(1, failTest);
  const order: string[] = [];
  const [an, binh, chi] = [0, 1, 2].map(() => someone(({ replyTo }) => order.push(replyTo ?? '')));
  if (!an || !binh || !chi) throw new Error('three people');
  desk.search(an, { ...lop(history), id: 'an' });
  desk.search(binh, { ...lop(history), id: 'binh' });
  desk.search(chi, { ...lop(history), id: 'chi' });
  desk.search(binh, { ...lop(history), id: 'binh again' });
  await settled();
  expect(asked).toHaveLength(1);
  while (asked.length > 0) await give();
  expect(order).toEqual(['an', 'binh again', 'chi']);
});

test('while nothing is found it is told once in a while how far the search has got', async () => {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 100));
  onTestFinished(() => clock.mockRestore());
  const { history, asked, give } = slowHistory(9);
  const an = someone();
  new SearchDesk(1, failTest).search(an, lop(history));
  await settled();
  while (asked.length > 0) await give();
  const searchedTo = an.told.map((event) => (event.type === 'refused' ? 0 : event.searchedTo));
  expect(searchedTo.length).toBeLessThan(9);
  expect(searchedTo.slice(0, -1).length).toBeGreaterThan(1);
  expect(searchedTo.toSorted((one, other) => other - one)).toEqual(searchedTo);
});

test('who reads slowly is not told more before they have read', async () => {
  const history = await open();
  const desk = new SearchDesk(1, failTest);
  let read = (): void => {};
  const an: Someone = { ...someone(), drain: () => new Promise((resolve) => (read = resolve)) };
  desk.search(an, lop(history));
  await vi.waitFor(() => expect(an.told).toHaveLength(1));
  for (let turn = 0; turn < 10; turn += 1) await settled();
  expect(an.told).toHaveLength(1);
  read();
  await vi.waitFor(() => expect(an.told.length).toBeGreaterThan(1));
  desk.stop(an);
  read();
});

test('messages written meanwhile disturb nothing', async () => {
  const history = await open();
  const desk = new SearchDesk(1, failTest);
  let written = 0;
  const an = someone(() => {
    const draft = { id: `new-message-${(written += 1)}`, name: 'An', content: 'lớp mới', at: 1 };
    history.append(draft, null);
  });
  desk.search(an, { ...lop(history), limit: 2_000 });
  await an.over();
  expect(written).toBeGreaterThan(1);
  expect(hitsOf(an)).toEqual(expected);
});

test('a file that cannot be read any more is told as a refusal', async () => {
  const folder = temporaryFolder();
  const problems: unknown[] = [];
  const history = await open(folder);
  const desk = new SearchDesk(1, (error) => problems.push(error));
  truncateSync(join(folder, 'data.json'), 1_000);
  const an = someone();
  desk.search(an, lop(history));
  await an.over();
  expect(an.told).toMatchObject([{ type: 'refused', replyTo: 'search-1', code: 'storage-failed' }]);
  expect(problems).toHaveLength(1);
});
