// What every wire to a server under test offers: connections that cost little beside the server they measure.
import { freePiece } from '../../host/free-piece.ts';

/** Pieces of a long answer: left to the garbage collector, they take the processors that are to be measured. */
const longBytes = 16 * 1024;

export interface Wire {
  send(text: string): void;
  /** Cuts the connection. */
  destroy(): void;
}

export interface WireEvents {
  /** The bytes of one whole message of the wire; good only during the call. */
  onText(payload: Buffer): void;
  /** The connection ended, by whichever side. */
  onEnd(): void;
}

/** Splits a stream into messages: `size` says how long the message at `at` is, or 0 while it is not all there. */
export function createSplitter(
  size: (bytes: Buffer, at: number) => number,
  onMessage: (message: Buffer) => void,
): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (let length = size(bytes, at); length > 0; length = size(bytes, at)) {
      onMessage(bytes.subarray(at, at + length));
      at += length;
    }
    rest = bytes.subarray(at);
    if (bytes.length < longBytes) return;
    rest = Buffer.from(rest);
    freePiece(bytes);
    if (bytes !== chunk) freePiece(chunk);
  };
}
