// A WebSocket client (RFC 6455) with only what a measurement needs, so that thousands of them cost little beside the
// server they measure: pings answered, nothing checked that the server under test would not do.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { createSplitter } from './wire.ts';
import type { Wire, WireEvents } from './wire.ts';

const opcodes = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;
const finBit = 0x80;
const longestShortPayload = 125;

export interface WebSocketEvents extends WireEvents {
  /** One fragment of a message that comes in several; `last` ends it. Without this they are not looked at. */
  onFragment?(payload: Buffer, last: boolean): void;
  /** Waits before more is read than so many bytes in all; read as fast as they come where left out. */
  pace?(bytes: number): Promise<void>;
}

/** Connects to `ws://127.0.0.1:port` and resolves once the server has agreed to speak WebSocket. */
export function connectWebSocket(port: number, path: string, events: WebSocketEvents): Promise<Wire> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const split = createSplitter(frameLength, (bytes) => readFrame(bytes, socket, events));
    let head: Buffer | null = Buffer.alloc(0);
    let arrived = 0;
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error('the server ended the connection'));
      events.onEnd();
    });
    socket.on('connect', () => socket.write(upgradeRequest(port, path)));
    socket.on('data', (chunk: Buffer) => {
      if (events.pace) {
        socket.pause();
        void events.pace((arrived += chunk.length)).then(() => socket.resume());
      }
      if (head === null) return split(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!head.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101 ')) {
        socket.destroy();
        return;
      }
      const rest = head.subarray(end + 4);
      head = null;
      done({
        send: (text) => socket.write(frame(opcodes.text, Buffer.from(text))),
        destroy: () => void socket.destroy(),
      });
      split(rest);
    });
  });
}

function upgradeRequest(port: number, path: string): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n');
}

function headerLength(bytes: Buffer, at: number): number {
  const shortLength = bytes.readUInt8(at + 1);
  return shortLength <= longestShortPayload ? 2 : shortLength === 126 ? 4 : 10;
}

function frameLength(bytes: Buffer, at: number): number {
  if (bytes.length < at + 2) return 0;
  const header = headerLength(bytes, at);
  if (bytes.length < at + header) return 0;
  const payload =
    header === 2
      ? bytes.readUInt8(at + 1)
      : header === 4
        ? bytes.readUInt16BE(at + 2)
        : Number(bytes.readBigUInt64BE(at + 2));
  return bytes.length < at + header + payload ? 0 : header + payload;
}

function readFrame(bytes: Buffer, socket: Socket, events: WebSocketEvents): void {
  const opcode = bytes.readUInt8(0) & 0x0f;
  const last = (bytes.readUInt8(0) & finBit) !== 0;
  const payload = bytes.subarray(headerLength(bytes, 0));
  if (opcode === opcodes.text && last) events.onText(payload);
  else if (opcode === opcodes.text || opcode === opcodes.continuation) events.onFragment?.(payload, last);
  else if (opcode === opcodes.ping) socket.write(frame(opcodes.pong, payload));
  else if (opcode === opcodes.close) socket.destroy();
}

/** A client's frame must carry a mask. Of zeros it costs this side nothing and the server as much as any other. */
function frame(opcode: number, payload: Buffer): Buffer {
  const lengthBytes = payload.length <= longestShortPayload ? 0 : payload.length <= 0xffff ? 2 : 8;
  const header = Buffer.alloc(2 + lengthBytes + 4);
  header.writeUInt8(finBit | opcode, 0);
  header.writeUInt8(0x80 | (lengthBytes === 0 ? payload.length : lengthBytes === 2 ? 126 : 127), 1);
  if (lengthBytes === 2) header.writeUInt16BE(payload.length, 2);
  if (lengthBytes === 8) header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}
