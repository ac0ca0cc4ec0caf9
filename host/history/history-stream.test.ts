import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire } from '../../test/wire-client.ts';

test('a long history goes out whole, and the memory of its fragments is given back', async () => {
  const dataDir = temporaryFolder();
  const messages = Array.from({ length: 10_000 }, (_, n) => ({
    name: 'An',
    content: `câu ${n} ${'dài '.repeat(20)}`,
    time: 1_700_000_000_000 + n,
  }));
  const history = JSON.stringify(messages);
  writeFileSync(join(dataDir, 'data.json'), history);
  const { port } = await temporaryHost({ dataDir });
  const client = await connectWire(port);
  client.send({ type: 'name', name: 'Bình' });
  await client.nextOf('name');
  const givenBack = vi.spyOn(ArrayBuffer.prototype, 'transfer');
  onTestFinished(() => void givenBack.mockRestore());
  client.send({ type: 'get' });
  const answer = await client.nextOf('get');
  const { message } = answer['data'] as { message: { content: string }[] };
  expect(message.map(({ content }) => content)).toEqual(messages.map(({ content }) => content));
  expect(givenBack.mock.calls.length).toBeGreaterThan(history.length / (64 * 1024) - 1);
});
