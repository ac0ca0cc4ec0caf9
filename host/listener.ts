// The one port: listens, or says why it cannot. Who is let in is the gate's business, and what is said then the chat's.
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HostCode } from '../protocol/error-codes.ts';
import { systemCode } from '../storage/disk.ts';
import { Gate, spareConnections, type GateOptions } from './web/gate.ts';

/** Room for the longest message in a URL, each byte of it as `%XX`: how the oldest clients send. */
const maxHeaderBytes = 64 * 1024;
/** How often connections are looked at that take too long over their request. */
const checkingIntervalMs = 1_000;
/** How many ports above a taken one are tried for the offer of another. */
const portsTried = 20;

export interface ListenerOptions extends GateOptions {
  readonly bind: string | undefined;
}

export interface Listener {
  readonly port: number;
  /** Stops listening and cuts what is still connected; sessions are closed before. */
  close(): Promise<void>;
}

export type Listening =
  | { readonly ok: true; readonly listener: Listener }
  | { readonly ok: false; readonly code: HostCode; readonly port: number; readonly freePort?: number };

/** Listens on `port`, or says why it cannot, with the next free port where the wanted one is taken. */
export async function listen(port: number, options: ListenerOptions): Promise<Listening> {
  const { requestTimeoutMs } = options.limits;
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: requestTimeoutMs,
    // Node counts the body too, which for an upload may take minutes: the gate bounds the others.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(checkingIntervalMs, requestTimeoutMs),
  });
  server.maxConnections = options.limits.connections + spareConnections;
  const gate = new Gate(options);
  server.on('connection', (socket) => gate.connect(socket));
  server.on('request', (request, response) => void gate.answer(request, response));
  server.on('upgrade', (request, socket, head) => gate.upgrade(request, socket as Socket, head));
  server.on('clientError', (error, socket) => gate.misread(error, socket));

  const failure = await tryListen(server, port, options.bind);
  if (failure !== null) {
    const code = listenCodes[failure] ?? 'port-forbidden';
    if (code !== 'port-taken') return { ok: false, code, port };
    const freePort = await findFreePort(port, options.bind);
    return { ok: false, code, port, ...(freePort === null ? {} : { freePort }) };
  }
  return {
    ok: true,
    listener: {
      port: (server.address() as AddressInfo).port,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          gate.endConnections();
          // Idle ones are not enough: browsers hold connections on which nothing was ever asked.
          server.closeAllConnections();
        }),
    },
  };
}

const listenCodes: Readonly<Record<string, HostCode>> = {
  EADDRINUSE: 'port-taken',
  EACCES: 'port-forbidden',
  EPERM: 'port-forbidden',
  EADDRNOTAVAIL: 'address-unavailable',
  EAFNOSUPPORT: 'address-unavailable',
  ENOTFOUND: 'address-unavailable',
  EINVAL: 'address-unavailable',
  ERR_SOCKET_BAD_PORT: 'bad-request',
};

/** Resolves to null when it listens, else to the system's code. */
function tryListen(server: Server, port: number, bind: string | undefined): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (error: unknown): void => resolve(systemCode(error));
    server.once('error', failed);
    try {
      server.listen({ port, ...(bind === undefined ? {} : { host: bind }) }, () => {
        server.off('error', failed);
        // After this only accepting single connections can fail (too many open files): the rest goes on.
        server.on('error', () => undefined);
        resolve(null);
      });
    } catch (error) {
      // What is no port at all is not even tried.
      failed(error);
    }
  });
}

async function findFreePort(taken: number, bind: string | undefined): Promise<number | null> {
  for (let port = taken + 1; port <= Math.min(65_535, taken + portsTried); port += 1) {
    const server = createServer();
    if ((await tryListen(server, port, bind)) === null) {
      await new Promise((resolve) => server.close(resolve));
      return port;
    }
  }
  return null;
}
