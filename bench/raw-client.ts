// A WebSocket client (RFC 6455) with only what a measurement needs, so that 200 of them cost little beside the server
// they measure: unfragmented text frames, pings answered, nothing checked that the server under test would not do.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;
const longestShortPayload = 125;

export interface RawClient {
  send(text: string): void;
  /** Cuts the connection. */
  destroy(): void;
}

export interface RawClientEvents {
  /** The bytes of a text frame; good only during the call. */
  onText(payload: Buffer): void;
  /** The connection ended, by whichever side. */
  onEnd(): void;
}

/** Connects to `ws://127.0.0.1:port` and resolves once the server has agreed to speak WebSocket. */
export function connectRaw(port: number, path: string, events: RawClientEvents): Promise<RawClient> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let rest: Buffer = Buffer.alloc(0);
    let upgraded = false;
    socket.on('error', fail);
    socket.on('close', () => {
      fail(new Error('the server ended the connection'));
      events.onEnd();
    });
    socket.on('connect', () => socket.write(upgradeRequest(port, path)));
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!upgraded) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!rest.subarray(0, end).toString('latin1').startsWith('HTTP/1.1 101 ')) {
          socket.destroy();
          return;
        }
        upgraded = true;
        rest = rest.subarray(end + 4);
        done({
          send: (text) => socket.write(frame(opcodes.text, Buffer.from(text))),
          destroy: () => void socket.destroy(),
        });
      }
      rest = readFrames(rest, socket, events);
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

/** Hands out every whole frame and returns what is left of the bytes. */
function readFrames(bytes: Buffer, socket: Socket, events: RawClientEvents): Buffer {
  let at = 0;
  for (;;) {
    if (bytes.length < at + 2) break;
    const opcode = bytes.readUInt8(at) & 0x0f;
    const shortLength = bytes.readUInt8(at + 1);
    const headerLength = shortLength <= longestShortPayload ? 2 : shortLength === 126 ? 4 : 10;
    if (bytes.length < at + headerLength) break;
    const length =
      headerLength === 2
        ? shortLength
        : headerLength === 4
          ? bytes.readUInt16BE(at + 2)
          : Number(bytes.readBigUInt64BE(at + 2));
    const end = at + headerLength + length;
    if (bytes.length < end) break;
    const payload = bytes.subarray(at + headerLength, end);
    if (opcode === opcodes.text) events.onText(payload);
    else if (opcode === opcodes.ping) socket.write(frame(opcodes.pong, payload));
    else if (opcode === opcodes.close) socket.destroy();
    at = end;
  }
  return bytes.subarray(at);
}

/** A client's frame must carry a mask. Of zeros it costs this side nothing and the server as much as any other. */
function frame(opcode: number, payload: Buffer): Buffer {
  const lengthBytes = payload.length <= longestShortPayload ? 0 : payload.length <= 0xffff ? 2 : 8;
  const header = Buffer.alloc(2 + lengthBytes + 4);
  header.writeUInt8(0x80 | opcode, 0);
  header.writeUInt8(0x80 | (lengthBytes === 0 ? payload.length : lengthBytes === 2 ? 126 : 127), 1);
  if (lengthBytes === 2) header.writeUInt16BE(payload.length, 2);
  if (lengthBytes === 8) header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}
