// Builds the server's side of WebSocket frames (RFC 6455, section 5.2: never masked), so that one buffer can be made
// for a whole batch and handed to every socket. Reading frames is the ws library's work.

/** Opcodes and the FIN bit as they stand in a frame's first byte. */
const fin = 0x80;
const text = 0x1;
const continuation = 0x0;

function headerLength(payloadBytes: number): number {
  return payloadBytes < 126 ? 2 : payloadBytes < 65_536 ? 4 : 10;
}

function writeHeader(target: Buffer, offset: number, firstByte: number, payloadBytes: number): number {
  target[offset] = firstByte;
  if (payloadBytes < 126) {
    target[offset + 1] = payloadBytes;
    return offset + 2;
  }
  if (payloadBytes < 65_536) {
    target[offset + 1] = 126;
    target.writeUInt16BE(payloadBytes, offset + 2);
    return offset + 4;
  }
  target[offset + 1] = 127;
  target.writeBigUInt64BE(BigInt(payloadBytes), offset + 2);
  return offset + 10;
}

/** Each payload as one whole text frame, all in one buffer. */
export function textFrames(payloads: readonly string[]): Buffer {
  let total = 0;
  const sizes = payloads.map((payload) => {
    const size = Buffer.byteLength(payload);
    total += headerLength(size) + size;
    return size;
  });
  const frames = Buffer.allocUnsafe(total);
  let offset = 0;
  payloads.forEach((payload, index) => {
    offset = writeHeader(frames, offset, fin | text, sizes[index] ?? 0);
    offset += frames.write(payload, offset);
  });
  return frames;
}

/** One whole text frame with this payload, as pieces to be written one after the other. */
export function textFrameOf(payload: readonly Buffer[]): Buffer[] {
  const payloadBytes = payload.reduce((sum, { length }) => sum + length, 0);
  const header = Buffer.allocUnsafe(headerLength(payloadBytes));
  writeHeader(header, 0, fin | text, payloadBytes);
  return [header, ...payload];
}

/** One piece of a text message that is sent in fragments (RFC 6455, section 5.4). */
export function textFragment(payload: Buffer, position: 'first' | 'middle' | 'last'): Buffer {
  const firstByte = position === 'first' ? text : position === 'middle' ? continuation : fin | continuation;
  const frame = Buffer.allocUnsafe(headerLength(payload.length) + payload.length);
  payload.copy(frame, writeHeader(frame, 0, firstByte, payload.length));
  return frame;
}
