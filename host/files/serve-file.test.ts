import { createHash, randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryHost } from '../../test/temporary.ts';
import { sendFile } from '../../test/uploading.ts';
import { joinWire } from '../../test/wire-client.ts';

test('a long file is served whole to whoever reads slowly, all of it through one piece of memory', async () => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  const bytes = randomBytes(8 * 1024 * 1024);
  const { path } = await sendFile(port, client, bytes);
  const allocated = vi.spyOn(Buffer, 'allocUnsafe');
  onTestFinished(() => void allocated.mockRestore());
  const response = await new Promise<IncomingMessage>((resolve) =>
    get({ host: '127.0.0.1', port, path }, resolve),
  );
  const arrived = createHash('sha256');
  for await (const piece of response.iterator()) {
    if (piece instanceof Buffer) arrived.update(piece);
    // The host goes on as far as the connection takes it.
    await client.settled();
  }
  expect(arrived.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(allocated.mock.calls.filter(([size]) => size === 64 * 1024)).toHaveLength(1);
});
