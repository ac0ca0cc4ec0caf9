// A class that chats while ten of it bring files of 20 MB, or thirty fetch one: what the others wait for a message, beside
// what they wait without.
import { get, request as requestHttp, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import type { BenchCase, Target } from '../case.ts';
import { arriveToAsk, type Asker } from '../load/asker.ts';
import { loadTitle, type Load } from '../load/load.ts';
import { gather, measureCrowd, withServer, type LoadMeasurement } from '../load/measure.ts';
import { atPaceOf } from '../load/network.ts';
import { chatboxWith } from '../peers/chatbox.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 2;
/** Without files, beside uploads and beside downloads, so many times on each host. */
const turns = 4;
const load: Load = { people: 50, messagesPerSecond: 50, seconds: 5, contentBytes: 100, warmUpSeconds: 3 };
const uploaders = 10;
const downloaders = 30;
const fileBytes = 20 * 1024 * 1024;
const pieceBytes = 64 * 1024;

const piece = Buffer.alloc(pieceBytes, 'x');
const limits = { fileBytesPerPerson: 1e12, fileBytes: 1e12 };
const uploadAllowed = v.object({ type: v.literal('upload-allowed'), token: v.string() });
const host = chatboxWith('Classic Chatbox', () => ({ limits }));

async function* file(): AsyncGenerator<Buffer> {
  const until = atPaceOf(uploaders);
  for (let sent = 0; sent < fileBytes; sent += pieceBytes) {
    await until(sent);
    yield piece;
  }
}

/** Brings one file; resolves with its id when the host has it. */
async function bring(port: number, asker: Asker): Promise<string> {
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
  if (answer.statusCode !== 201) throw new Error(`the file was refused: ${answer.statusCode}`);
  return v.parse(v.object({ id: v.string() }), await json(answer)).id;
}

/** Fetches a file as fast as the network has it; resolves when it is here. */
async function fetchFile(port: number, id: string): Promise<void> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: `/files/${id}` }, resolve).once('error', reject);
  });
  const until = atPaceOf(downloaders);
  let fetched = 0;
  for await (const bytes of answer.iterator()) {
    if (bytes instanceof Buffer) fetched += bytes.length;
    await until(fetched);
  }
  if (fetched !== fileBytes) throw new Error(`the file did not come whole: ${answer.statusCode}`);
}

interface Turn {
  readonly alone: LoadMeasurement;
  readonly besideUploads: LoadMeasurement;
  readonly besideDownloads: LoadMeasurement;
}

/** All after each other, and in another order the next time: what else the machine does falls on all. */
function measure(): Promise<Turn[]> {
  return withServer(
    () => host.start(),
    async (server) => {
      const { port } = server;
      const crowd = await gather(host, port, { people: load.people, arrivalsPerSecond: null, load });
      const askers = await Promise.all(
        Array.from({ length: uploaders }, (_, n) => arriveToAsk(port, 100_000 + n)),
      );
      const measureAlone = (): Promise<LoadMeasurement> => measureCrowd(host, server, crowd, load);
      const measureBeside = async (
        carriers: readonly (() => Promise<unknown>)[],
      ): Promise<LoadMeasurement> => {
        let over = false;
        // All are on their way from before the first message until after the last.
        const carrying = carriers.map(async (carry) => {
          while (!over) await carry();
        });
        const beside = await measureAlone();
        over = true;
        await Promise.all(carrying);
        return beside;
      };
      try {
        const [asker] = askers;
        if (asker === undefined) throw new Error('nobody brings a file');
        const id = await bring(port, asker);
        await crowd.warmUp();
        const measured: Turn[] = [];
        for (let turn = 0; turn < turns; turn++) {
          const first = turn % 2 === 0 ? await measureAlone() : null;
          const besideUploads = await measureBeside(askers.map((one) => () => bring(port, one)));
          const besideDownloads = await measureBeside(
            Array.from({ length: downloaders }, () => () => fetchFile(port, id)),
          );
          measured.push({ alone: first ?? (await measureAlone()), besideUploads, besideDownloads });
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
  title: 'ten uploads and thirty downloads of 20 MB beside a class that chats',
  async run() {
    const measured: Turn[] = [];
    for (let round = 0; round < rounds; round++) measured.push(...(await measure()));
    const median = (kind: keyof Turn) =>
      medians(
        measured.map((turn) => turn[kind]),
        ['p50Ms', 'p99Ms', 'cpuMicroseconds'],
      );
    const [alone, besideUploads, besideDownloads] = [
      median('alone'),
      median('besideUploads'),
      median('besideDownloads'),
    ];
    const row = (title: string, numbers: typeof alone): string[] => [
      title,
      fixed(numbers.p50Ms, 2),
      fixed(numbers.p99Ms, 2),
      fixed(numbers.cpuMicroseconds / 1000 / load.seconds, 0),
    ];
    const target = (what: string, { p99Ms }: typeof alone): Target => ({
      what: `p99 beside ${what} / without`,
      measured: p99Ms / alone.p99Ms,
      atMost: 2,
      unit: 'x',
    });
    return {
      tables: [
        `${loadTitle(load)}; ${uploaders} files brought, or ${downloaders} fetched, all the time at 40 MB/s together; ` +
          `medians of ${measured.length} turns\n`,
        formatTable(
          ['', 'p50 ms', 'p99 ms', 'CPU ms/s'],
          [
            row('without files', alone),
            row('beside uploads', besideUploads),
            row('beside downloads', besideDownloads),
          ],
        ),
      ],
      targets: [target('uploads', besideUploads), target('downloads', besideDownloads)],
      data: measured,
    };
  },
};
