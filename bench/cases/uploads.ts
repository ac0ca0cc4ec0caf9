// A class that chats while ten of it bring files of 20 MB: what the others wait for a message, beside what they wait without.
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import type { BenchCase } from '../case.ts';
import { arriveToAsk, type Asker } from '../load/asker.ts';
import { loadTitle, type Load } from '../load/load.ts';
import { gather, measureCrowd, withServer, type LoadMeasurement } from '../load/measure.ts';
import { chatboxWith } from '../peers/chatbox.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 2;
/** With and without uploads, so many times on each host. */
const pairs = 4;
const load: Load = { people: 50, messagesPerSecond: 50, seconds: 5, contentBytes: 100, warmUpSeconds: 3 };
const uploaders = 10;
const fileBytes = 20 * 1024 * 1024;
/** All together bring 40 MB a second, which is what a good Wi-Fi carries: as fast as memory is another question. */
const pieceBytes = 64 * 1024;
const pieceEveryMs = (1000 * pieceBytes * uploaders) / (40 * 1000 * 1000);

const piece = Buffer.alloc(pieceBytes, 'x');
const limits = { fileBytesPerPerson: 1e12, fileBytes: 1e12 };
const uploadAllowed = v.object({ type: v.literal('upload-allowed'), token: v.string() });
const host = chatboxWith('Classic Chatbox', () => ({ limits }));

async function* file(): AsyncGenerator<Buffer> {
  const startedAt = performance.now();
  for (let sent = 0; sent < fileBytes; sent += pieceBytes) {
    const dueMs = startedAt + (sent / pieceBytes) * pieceEveryMs - performance.now();
    if (dueMs > 0) await delay(dueMs);
    yield piece;
  }
}

/** Brings one file; resolves when the host has it. */
async function bring(port: number, asker: Asker): Promise<void> {
  const command = { type: 'request-upload', name: 'a.bin', size: fileBytes, mediaType: '' };
  const { token } = v.parse(uploadAllowed, JSON.parse((await asker.ask(command)).text));
  const request = requestHttp({
    host: '127.0.0.1',
    port,
    path: '/files',
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-length': fileBytes },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  await pipeline(file, request);
  const answer = await answered;
  answer.resume();
  if (answer.statusCode !== 201) throw new Error(`the file was refused: ${answer.statusCode}`);
}

interface Pair {
  readonly alone: LoadMeasurement;
  readonly beside: LoadMeasurement;
}

/** Both after each other, and the other way round the next time: what else the machine does falls on both. */
function measure(): Promise<Pair[]> {
  return withServer(
    () => host.start(),
    async (server) => {
      const { port } = server;
      const crowd = await gather(host, port, { people: load.people, arrivalsPerSecond: null, load });
      const askers = await Promise.all(
        Array.from({ length: uploaders }, (_, n) => arriveToAsk(port, 100_000 + n)),
      );
      const measureAlone = (): Promise<LoadMeasurement> => measureCrowd(host, server, crowd, load);
      const measureBeside = async (): Promise<LoadMeasurement> => {
        let over = false;
        // Ten are on their way from before the first message until after the last.
        const bringing = askers.map(async (asker) => {
          while (!over) await bring(port, asker);
        });
        const beside = await measureCrowd(host, server, crowd, load);
        over = true;
        await Promise.all(bringing);
        return beside;
      };
      try {
        await crowd.warmUp();
        const measured: Pair[] = [];
        for (let pair = 0; pair < pairs; pair++) {
          const first = pair % 2 === 0 ? await measureAlone() : null;
          const beside = await measureBeside();
          measured.push({ alone: first ?? (await measureAlone()), beside });
        }
        return measured;
      } finally {
        for (const asker of askers) asker.destroy();
        await crowd.leave();
      }
    },
  );
}

export const uploads: BenchCase = {
  name: 'uploads',
  title: 'ten uploads of 20 MB beside a class that chats',
  async run() {
    const measured: Pair[] = [];
    for (let round = 0; round < rounds; round++) measured.push(...(await measure()));
    const alone = medians(
      measured.map((pair) => pair.alone),
      ['p50Ms', 'p99Ms', 'cpuMicroseconds'],
    );
    const beside = medians(
      measured.map((pair) => pair.beside),
      ['p50Ms', 'p99Ms', 'cpuMicroseconds'],
    );
    const row = (title: string, numbers: typeof alone): string[] => [
      title,
      fixed(numbers.p50Ms, 2),
      fixed(numbers.p99Ms, 2),
      fixed(numbers.cpuMicroseconds / 1000 / load.seconds, 0),
    ];
    return {
      tables: [
        `${loadTitle(load)}; ten files under way all the time at 40 MB/s together; medians of ${measured.length} turns\n`,
        formatTable(
          ['', 'p50 ms', 'p99 ms', 'CPU ms/s'],
          [row('without uploads', alone), row('beside uploads', beside)],
        ),
      ],
      targets: [
        { what: 'p99 beside uploads / without', measured: beside.p99Ms / alone.p99Ms, atMost: 2, unit: 'x' },
      ],
      data: measured,
    };
  },
};
