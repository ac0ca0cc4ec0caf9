// For tests: what both older servers are made of, a WebSocket server on the loopback that stops like a killed process.
import { WebSocketServer, type WebSocket } from 'ws';

export interface OldServer {
  readonly port: number;
  /** Stops at once; whoever is connected finds out by the broken connection. */
  stop(): Promise<void>;
}

/**
 * Listens on `127.0.0.1`.
 * @param port 0 for a free one; a port that was used before for a restart
 */
export async function listen(port: number, connected: (socket: WebSocket) => void): Promise<OldServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false });
  server.on('connection', (socket) => {
    // A frame that breaks the protocol: the close that follows is all that matters.
    socket.on('error', () => undefined);
    connected(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return {
    port: address.port,
    stop() {
      for (const socket of server.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Reads a text frame as Python's `json.loads` does, as far as tests send it; `undefined` for what is no JSON. */
export function readJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
