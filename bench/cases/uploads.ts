// A class that chats while ten of it bring files of 20 MB: what the others wait for a message, beside what they wait without.
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { BenchCase } from '../case.ts';
import { loadTitle, type Load } from '../load/load.ts';
import { gather, measureCrowd, withServer, type LoadMeasurement } from '../load/measure.ts';
import { chatboxWith, joinFrame, newId } from '../peers/chatbox.ts';
import { inTurns } from '../rounds.ts';
import { medians } from '../statistics.ts';
import { fixed, formatTable } from '../table.ts';

const rounds = 3;
const load: Load = { people: 50, messagesPerSecond: 50, seconds: 6, contentBytes: 100 };
const uploaders = 10;
const fileBytes = 20 * 1024 * 1024;
/** All together bring 40 MB a second, which is what a good Wi-Fi carries: as fast as memory is another question. */
const pieceBytes = 64 * 1024;
const pieceEveryMs = (1000 * pieceBytes * uploaders) / (40 * 1000 * 1000);

const piece = Buffer.alloc(pieceBytes, 'x');
const limits = { fileBytesPerPerson: 1e12, fileBytes: 1e12 };
const host = chatboxWith('Classic Chatbox', () => ({ limits }));

async function* file(): AsyncGenerator<Buffer> {
  const startedAt = performance.now();
  for (let sent = 0; sent < fileBytes; sent += pieceBytes) {
    const dueMs = startedAt + (sent / pieceBytes) * pieceEveryMs - performance.now();
    if (dueMs > 0) await delay(dueMs);
    yield piece;
  }
}

interface Uploader {
  /** Brings one file; resolves when the host has it. */
  bring(): Promise<void>;
  leave(): void;
}

async function arrive(port: number, n: number): Promise<Uploader> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
  const heard = new Map<string, (frame: { readonly token?: string }) => void>();
  const joined = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as { type: string; replyTo?: string; token?: string };
      if (frame.type === 'joined') resolve();
      heard.get(frame.replyTo ?? '')?.(frame);
    });
  });
  await new Promise((opened) => socket.once('open', opened));
  socket.send(joinFrame(100_000 + n));
  await joined;
  return {
    async bring() {
      const id = newId();
      const allowed = new Promise<{ readonly token?: string }>((resolve) => heard.set(id, resolve));
      socket.send(
        JSON.stringify({ type: 'request-upload', id, name: 'a.bin', size: fileBytes, mediaType: '' }),
      );
      const { token } = await allowed;
      if (token === undefined) throw new Error('the host takes no files');
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
    },
    leave: () => socket.terminate(),
  };
}

interface Measured {
  readonly alone: LoadMeasurement;
  readonly beside: LoadMeasurement;
  readonly files: number;
}

function measure(): Promise<Measured> {
  return withServer(
    () => host.start(),
    async (server) => {
      const crowd = await gather(host, server.port, { people: load.people, arrivalsPerSecond: null, load });
      const people = await Promise.all(Array.from({ length: uploaders }, (_, n) => arrive(server.port, n)));
      try {
        await crowd.warmUp();
        const alone = await measureCrowd(host, server, crowd, load);
        let over = false;
        let files = 0;
        // Ten are on their way from before the first message until after the last.
        const bringing = people.map(async (person) => {
          while (!over) {
            await person.bring();
            files += 1;
          }
        });
        const beside = await measureCrowd(host, server, crowd, load);
        over = true;
        await Promise.all(bringing);
        return { alone, beside, files };
      } finally {
        for (const person of people) person.leave();
        await crowd.leave();
      }
    },
  );
}

export const uploads: BenchCase = {
  name: 'uploads',
  title: 'ten uploads of 20 MB beside a class that chats',
  async run() {
    const [measured = []] = await inTurns(rounds, [host], measure);
    const alone = medians(
      measured.map((round) => round.alone),
      ['p50Ms', 'p99Ms', 'cpuMicroseconds'],
    );
    const beside = medians(
      measured.map((round) => round.beside),
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
        `${loadTitle(load)}; ten files under way all the time at 40 MB/s together; medians of ${rounds} rounds\n`,
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
