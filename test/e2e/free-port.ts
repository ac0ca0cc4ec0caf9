// A port for an app that is to have the same address twice.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** One on which nothing listens just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
