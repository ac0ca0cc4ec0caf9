// A broadcast server of ten lines, as tutorials have it.
import { WebSocketServer, type RawData } from 'ws';
import { serveBench } from './server-process.ts';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => {
  socket.on('message', (data: RawData) => {
    for (const client of server.clients) client.send(data, { binary: false });
  });
});

server.once('listening', () => {
  const address = server.address();
  serveBench(typeof address === 'object' ? (address?.port ?? 0) : 0, () => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
});
