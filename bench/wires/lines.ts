// A plain TCP connection with one message a line, as IRC has it.
import { connect } from 'node:net';
import { createSplitter } from './wire.ts';
import type { Wire, WireEvents } from './wire.ts';

const newline = 0x0a;

/** Connects to `127.0.0.1:port`. A line comes with its line end. */
export function connectLines(port: number, events: WireEvents): Promise<Wire> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const split = createSplitter(
      (bytes, at) => {
        const end = bytes.indexOf(newline, at);
        return end < 0 ? 0 : end + 1 - at;
      },
      (line) => events.onText(line),
    );
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error('the server ended the connection'));
      events.onEnd();
    });
    socket.on('data', split);
    socket.on('connect', () =>
      done({
        send: (text) => socket.write(`${text}\r\n`),
        destroy: () => void socket.destroy(),
      }),
    );
  });
}
