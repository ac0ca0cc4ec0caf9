import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { expect, onTestFinished, test } from 'vitest';
import { textFragment, textFrameOf, textFrames } from './server-frame.ts';

/** What a real WebSocket client makes of these bytes: `count` messages. */
async function readBack(bytes: Buffer, count: number): Promise<string[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 1_000_000 });
  onTestFinished(() => void server.close());
  server.on('connection', (_webSocket, request) => request.socket.write(bytes));
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => client.terminate());
  const messages: string[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject);
    client.on('message', (data: Buffer) => messages.push(data.toString('utf8')) === count && resolve());
  });
  return messages;
}

test('every length class of frame is read back as it was, several in one buffer', async () => {
  const payloads = [
    '',
    'xin chào',
    `${'ễ'.repeat(41)}xx`,
    'x'.repeat(126),
    'x'.repeat(65_535),
    'x'.repeat(65_536),
  ];
  expect(await readBack(textFrames(payloads), payloads.length)).toEqual(payloads);
});

test('pieces are one message', async () => {
  const pieces = ['một', ' lớp ', 'học'.repeat(100)];
  const frame = textFrameOf(pieces.map((piece) => Buffer.from(piece)));
  expect(await readBack(Buffer.concat(frame), 1)).toEqual([pieces.join('')]);
});

test('fragments are one message, also when a character is cut in two', async () => {
  const bytes = Buffer.from('một lớp học');
  const fragments = [
    textFragment(bytes.subarray(0, 2), 'first'),
    textFragment(bytes.subarray(2, 9), 'middle'),
    textFragment(bytes.subarray(9), 'last'),
  ];
  expect(await readBack(Buffer.concat(fragments), 1)).toEqual(['một lớp học']);
});
