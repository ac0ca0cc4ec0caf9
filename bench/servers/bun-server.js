// The same ten lines on Bun's own WebSocket server: a topic, published to natively. Run by Bun, with the port to take.
/* global Bun */

const topic = 'chat';

const server = Bun.serve({
  port: Number(process.argv[2]),
  hostname: '127.0.0.1',
  fetch: (request, server) => (server.upgrade(request) ? undefined : new Response('WebSocket only')),
  websocket: {
    open(socket) {
      socket.subscribe(topic);
    },
    message(_socket, text) {
      server.publish(topic, text);
    },
  },
});
