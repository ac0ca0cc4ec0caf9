import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { UploadAnswer } from '../client/platform.ts';
import { allowUpload } from '../test/uploading.ts';
import { temporaryHost } from '../test/temporary.ts';
import { joinWire } from '../test/wire-client.ts';
import { uploadFromNode } from './node-upload.ts';

const bytes = Buffer.alloc(300_000, 'x');

function upload(port: number, token: string, signal = new AbortController().signal) {
  const progress: number[] = [];
  const answer: Promise<UploadAnswer | null> = uploadFromNode({
    url: `http://127.0.0.1:${port}/files`,
    token,
    body: new Blob([bytes]),
    onProgress: (sentBytes) => progress.push(sentBytes),
    signal,
  });
  return { answer, progress };
}

test('a file arrives, and how far it is grows up to its size', async () => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  const { answer, progress } = upload(port, await allowUpload(client, bytes));
  expect(await answer).toMatchObject({ status: 201 });
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBe(bytes.length);
});

test('a refusal is heard although the file was not read', async () => {
  const { port } = await temporaryHost();
  expect(await upload(port, 'token-of-nobody-at-all').answer).toEqual({
    status: 401,
    body: '{"code":"upload-expired"}',
  });
});

test('nobody there, a connection that breaks and an end that was wanted are all no answer', async () => {
  const breaking = createServer((socket) => socket.once('data', () => socket.destroy()));
  await new Promise<void>((listening) => breaking.listen(0, '127.0.0.1', listening));
  const { port } = breaking.address() as AddressInfo;
  expect(await upload(port, 'token').answer).toBeNull();
  await new Promise((closed) => breaking.close(closed));
  expect(await upload(port, 'token').answer).toBeNull();

  const silent = createServer(() => undefined);
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void silent.close());
  const wanted = new AbortController();
  const { answer } = upload((silent.address() as AddressInfo).port, 'token', wanted.signal);
  silent.once('connection', (socket) => {
    onTestFinished(() => void socket.destroy());
    wanted.abort();
  });
  expect(await answer).toBeNull();
});
