// What a chat client needs, from Node: sockets of the ws package, the system's clock and randomness.
import { randomFillSync } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Clock, DeviceKeys, Platform } from '../client/platform.ts';
import { adaptWebSocket } from '../client/web-socket.ts';

/** How long the opening of a connection may take, in milliseconds. */
const handshakeTimeoutMs = 8_000;
/** How long a host may take to answer a close; a dead one must not keep this program from ending. */
const closeTimeoutMs = 1_000;

const clock: Clock = {
  now: Date.now,
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

export function createNodePlatform(deviceKeys: DeviceKeys): Platform {
  return {
    openSocket(url, events) {
      const socket = new WebSocket(url, { handshakeTimeout: handshakeTimeoutMs, perMessageDeflate: false });
      const adapted = adaptWebSocket(socket, events);
      return {
        send: adapted.send,
        close(code) {
          adapted.close(code);
          setTimeout(() => socket.terminate(), closeTimeoutMs).unref();
        },
      };
    },
    clock,
    random: Math.random,
    fillRandom: (bytes) => void randomFillSync(bytes),
    deviceKeys,
  };
}
