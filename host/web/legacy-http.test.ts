// The HTTP interface of the oldest server where somebody asks and does not read. What it answers is compared with
// recordings elsewhere.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';

const count = 5_000;

test('whoever asks for the history and does not read it is cut, and others have it', async () => {
  const dataDir = temporaryFolder();
  // More than the system holds for a socket by itself.
  const line = JSON.stringify({ name: 'An', content: 'x'.repeat(4_000), timestamp: '01/09/2025, 07:30:00' });
  writeFileSync(join(dataDir, 'data.json'), `[\n${Array<string>(count).fill(line).join(',\n')}\n]\n`);
  const limits = { concurrentHistories: 1, drainTimeoutMs: 100 };
  const { port } = await temporaryHost({ dataDir, legacyHttp: true, limits });

  const deaf = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void deaf.destroy());
  deaf.on('error', () => undefined);
  deaf.write('GET /get/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  // It has its turn before the other one asks.
  await new Promise((resolve) => deaf.once('readable', resolve));

  const answer = await fetch(`http://127.0.0.1:${port}/get/`);
  expect(await answer.json()).toMatchObject({ got: true, data: { length: count } });
});
