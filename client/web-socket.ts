// Makes a client's socket of anything that looks like a browser's WebSocket, which the `ws` package does too.
import type { Socket, SocketEvents } from './platform.ts';

/** The part of the WebSocket interface that is used. */
export interface WebSocketLike {
  readonly readyState: number;
  send(frame: string): void;
  close(code?: number): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
}

/** `WebSocket.OPEN` (WHATWG WebSockets, 9.3.1). */
const open = 1;

/** Wires a socket that has just been made: `openSocket: (url, events) => adaptWebSocket(new WebSocket(url), events)`. */
export function adaptWebSocket(socket: WebSocketLike, events: SocketEvents): Socket {
  socket.addEventListener('open', () => events.opened());
  socket.addEventListener('message', (event) => events.heard(event.data));
  socket.addEventListener('close', (event) => events.closed(event.code));
  // A close follows every error and says as much; without a listener Node would throw the error.
  socket.addEventListener('error', () => undefined);
  return {
    send(frame) {
      // One that is closing takes nothing any more, and browsers complain of it on the console. Its `close` is on the way.
      if (socket.readyState === open) socket.send(frame);
    },
    close: (code) => socket.close(code),
  };
}
