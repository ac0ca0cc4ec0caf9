// A WebSocket by hand, byte for byte: for frames that no library would send, and to see that nothing but frames comes.
import { connect, type Socket } from 'node:net';

export interface RawFrame {
  /** 1 text, 8 close, 9 ping, 10 pong (RFC 6455, section 5.2). */
  readonly opcode: number;
  readonly payload: Buffer;
}

export class RawSocket {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const wake = (): void => this.#wake?.();
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#ended = true;
      wake();
    });
  }

  /** Connects and asks for a WebSocket on `path`. The answer is the first thing to be read. */
  static async upgrade(port: number, path: string): Promise<{ raw: RawSocket; head: string }> {
    const socket = connect(port, '127.0.0.1');
    const raw = new RawSocket(socket);
    const request = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      // The key and the answer to it are those of RFC 6455, section 1.3.
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    socket.write(`${request.join('\r\n')}\r\n\r\n`);
    return { raw, head: await raw.#head() };
  }

  /** Sends one whole frame of at most 125 bytes. */
  send(opcode: number, payload: Buffer | string, isMasked = true): void {
    const bytes = Buffer.from(payload);
    const mask = Buffer.from([1, 2, 3, 4]);
    const masked = bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
    this.#socket.write(
      isMasked
        ? Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | bytes.length]), mask, masked])
        : Buffer.concat([Buffer.from([0x80 | opcode, bytes.length]), bytes]),
    );
  }

  /** The next frame, or null when the connection has ended with no byte left over. Throws for bytes that are none. */
  async frame(): Promise<RawFrame | null> {
    for (;;) {
      const frame = this.#takeFrame();
      if (frame !== null) return frame;
      if (this.#ended && this.#received.length === 0) return null;
      if (this.#ended) throw new Error(`bytes outside frames: ${this.#received.toString('latin1')}`);
      await this.#more();
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  async #head(): Promise<string> {
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end >= 0) {
        const head = this.#received.toString('latin1', 0, end);
        this.#received = this.#received.subarray(end + 4);
        return head;
      }
      if (this.#ended) throw new Error('no answer to the request');
      await this.#more();
    }
  }

  #takeFrame(): RawFrame | null {
    const [first, second] = this.#received;
    if (first === undefined || second === undefined) return null;
    const isServerFrame = (first & 0xf0) === 0x80 && [1, 8, 9, 10].includes(first & 15) && second < 126;
    if (!isServerFrame) throw new Error(`bytes outside frames: ${this.#received.toString('latin1')}`);
    if (this.#received.length < 2 + second) return null;
    const payload = this.#received.subarray(2, 2 + second);
    this.#received = this.#received.subarray(2 + second);
    return { opcode: first & 15, payload };
  }

  #more(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
