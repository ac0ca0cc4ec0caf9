// Fifty rooms with 10,000 messages each, set against one: how soon the host is there and the first person in, how soon a
// room is, and what all of them hold in memory once they are open.
import type { BenchCase } from '../case.ts';
import { addRooms, makeFilledFolder, roomIds } from '../data-folder.ts';
import { arriveToAsk, type Asker } from '../load/asker.ts';
import { withServer } from '../load/measure.ts';
import { startChatbox } from '../peers/chatbox.ts';
import { inTurns } from '../rounds.ts';
import { median, medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 5;
/** Rooms beside the main one, which is as long as each of them. */
const counts = [1, 50] as const;
const held = 10_000;
const pageLength = 50;
/** What a line costs in an index: the place where it starts. */
const indexBytesPerMessage = 8;
const limits = { framesPerSecond: 10_000, frameBurst: 10_000 };

const numbers = [
  'openMs',
  /** Of the first person to come, from `join` to `joined`. */
  'joinMs',
  /** Both together: what whoever hosts waits for. */
  'thereMs',
  /** The same `joinMs` where nothing was noted about the rooms when the host stopped. */
  'joinAfterCrashMs',
  /** Medians over all rooms. */
  'firstPageMs',
  'nextPageMs',
  'openedBytes',
  'writtenBytes',
] as const;

type Round = Record<(typeof numbers)[number], number>;

/** Asks for the newest page of each room, one after the other: how long one took, in the median. */
async function enterAll(asker: Asker, rooms: readonly string[]): Promise<number> {
  const tookMs: number[] = [];
  for (const room of rooms) {
    const page = await asker.ask({ type: 'get-history', room, limit: pageLength });
    if (!page.text.includes(`"seq":${held},`))
      throw new Error(`not the newest page of ${room}: ${page.text}`);
    tookMs.push(page.tookMs);
  }
  return median(tookMs);
}

async function measure(count: number): Promise<Round> {
  const dataDir = makeFilledFolder(held);
  await addRooms(dataDir, count, held);
  const rooms = roomIds(count);
  const joinAfterCrashMs = await withServer(
    () => startChatbox({ dataDir, keepsData: true, limits }),
    async ({ port }) => (await arriveToAsk(port, 0)).joinedInMs,
  );
  return withServer(
    () => startChatbox({ dataDir, limits }),
    async (server) => {
      const heldBytes = async (): Promise<number> => (await server.usage(true)).heldBytes ?? NaN;
      const openMs = server.openedInMs ?? NaN;
      const asker = await arriveToAsk(server.port, 0);
      const joinMs = asker.joinedInMs;
      const before = await heldBytes();
      const firstPageMs = await enterAll(asker, rooms);
      const nextPageMs = await enterAll(asker, rooms);
      const openedBytes = (await heldBytes()) - before;
      for (const room of rooms) await asker.ask({ type: 'send-message', room, content: 'hi' });
      const writtenBytes = (await heldBytes()) - before;
      return {
        openMs,
        joinMs,
        thereMs: openMs + joinMs,
        joinAfterCrashMs,
        firstPageMs,
        nextPageMs,
        openedBytes,
        writtenBytes,
      };
    },
  );
}

export const rooms: BenchCase = {
  name: 'rooms',
  title: `${counts[1]} rooms of ${held} messages beside the main one, against ${counts[0]}`,
  async run() {
    const measured = await inTurns(rounds, counts, measure);
    const [one, fifty] = measured.map((own) => medians(own, numbers));
    if (!one || !fifty) throw new Error('nothing was measured');
    const times = (of: keyof Round): number => fifty[of] / one[of];
    // The difference, since code that was compiled meanwhile is held in both.
    const perMessage = (of: keyof Round): number => (fifty[of] - one[of]) / ((counts[1] - counts[0]) * held);
    const timeRow = (title: string, of: keyof Round): string[] => [
      title,
      fixed(one[of], 1),
      fixed(fifty[of], 1),
      `${fixed(times(of), 2)}x`,
    ];
    const memoryRow = (title: string, bytesPerMessage: number): string[] => [
      title,
      fixed((bytesPerMessage * counts[1] * held) / 1e6, 1),
      fixed(bytesPerMessage, 1),
    ];
    return {
      tables: [
        `files in the system's cache; limit of frames a second raised; medians of ${rounds} rounds\n`,
        formatTable(
          ['ms', ...counts.map(String), 'ratio'],
          [
            timeRow('from the folder to listening', 'openMs'),
            timeRow('first person, from join to in', 'joinMs'),
            timeRow('both together', 'thereMs'),
            timeRow('first person after a crash', 'joinAfterCrashMs'),
            timeRow(`newest ${pageLength} of a room, first time`, 'firstPageMs'),
            timeRow('the same again', 'nextPageMs'),
          ],
        ),
        '\nJS heap and buffers above those of the host with somebody in the main room, garbage collected\n',
        formatTable(
          ['', `MB for ${counts[1]}`, 'bytes/message'],
          [
            memoryRow('all were entered', perMessage('openedBytes')),
            memoryRow('and written in', perMessage('writtenBytes')),
            memoryRow('their indexes', indexBytesPerMessage),
          ],
        ),
      ],
      targets: [
        {
          what: `from the folder to listening, ${counts[1]} / 1`,
          measured: times('openMs'),
          atMost: 1.1,
          unit: 'x',
        },
        { what: 'and until the first person is in', measured: times('thereMs'), atMost: 1.1, unit: 'x' },
        {
          what: `a room is entered, among ${counts[1]} / 1`,
          measured: times('firstPageMs'),
          atMost: 1.1,
          unit: 'x',
        },
        {
          what: 'memory of entered rooms / their indexes',
          measured: perMessage('openedBytes') / indexBytesPerMessage,
          atMost: 1.1,
          unit: 'x',
        },
      ],
      data: { one: measured[0], fifty: measured[1] },
    };
  },
};
