// The same ten lines on socket.io, which may not be installed: so its types are named here as far as they are used.
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import { serveBench } from './server-process.ts';

interface Socket {
  on(event: 'message', listener: (content: unknown) => void): void;
}

interface SocketIo {
  readonly Server: new (
    http: HttpServer,
    options: { transports: readonly string[] },
  ) => {
    on(event: 'connection', listener: (socket: Socket) => void): void;
    emit(event: 'message', content: unknown): void;
    close(): Promise<void>;
  };
}

const { Server } = createRequire(import.meta.url)('socket.io') as SocketIo;
const http = createServer();
const io = new Server(http, { transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.on('message', (content) => io.emit('message', content));
});

http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  serveBench(typeof address === 'object' ? (address?.port ?? 0) : 0, () => io.close());
});
