import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { connectLines } from './lines.ts';
import { connectMqtt } from './mqtt.ts';

/** A server whose every connection is given to `serve`. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer(serve);
  onTestFinished(() => void server.close());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return (server.address() as AddressInfo).port;
}

/** What comes in, as a list that can be waited for. */
function collect(count: number): { onText: (payload: Buffer) => void; all: Promise<string[]> } {
  const { promise: all, resolve } = Promise.withResolvers<string[]>();
  const heard: string[] = [];
  return {
    all,
    onText(payload) {
      heard.push(payload.toString());
      if (heard.length === count) resolve(heard);
    },
  };
}

test('lines are told apart however they arrive', async () => {
  const port = await listen((socket) => {
    socket.setNoDelay(true);
    socket.write('PING :one\r\n:someone PRIV');
    socket.once('data', (line) => socket.end(`MSG #chat :hello\r\n${line.toString()}`));
  });
  const { all, onText } = collect(3);
  const wire = await connectLines(port, { onText, onEnd: () => {} });
  wire.send('NICK An');
  expect(await all).toEqual(['PING :one\r\n', ':someone PRIVMSG #chat :hello\r\n', 'NICK An\r\n']);
  wire.destroy();
});

test('a broker is greeted, subscribed to and heard as MQTT 3.1.1 has it', async () => {
  const received: Buffer[] = [];
  const published = Promise.withResolvers<Buffer>();
  const port = await listen((socket) => {
    socket.on('data', (bytes) => {
      received.push(bytes);
      if (received.length === 1) socket.write(Buffer.of(0x20, 2, 0, 0));
      if (received.length === 2) socket.write(Buffer.of(0x90, 3, 0, 1, 0));
      if (received.length === 3) {
        published.resolve(bytes);
        socket.write(bytes);
      }
    });
  });
  const { all, onText } = collect(1);
  const wire = await connectMqtt(port, 'person-1', { onText, onEnd: () => {} });
  wire.send('x'.repeat(200));
  // 206 bytes follow: the topic with its length, then the content.
  expect((await published.promise).subarray(0, 9)).toEqual(
    Buffer.from([0x30, 0xce, 1, 0, 4, ...Buffer.from('chat')]),
  );
  expect((await all)[0]).toContain('x'.repeat(200));
  expect(received.map((bytes) => bytes.readUInt8(0))).toEqual([0x10, 0x82, 0x30]);
  wire.destroy();
});
