// Somebody in a scenario that is written by hand: makes the steps that a recording would have. Knows no wire.
import type { Step } from './transcript.ts';

export type Frame = Readonly<Record<string, unknown>>;

export class Person {
  readonly client: string;

  constructor(client: string) {
    this.client = client;
  }

  connects(): Step {
    return { client: this.client, connect: '/' };
  }

  says(frame: Frame | string): Step {
    return { client: this.client, send: typeof frame === 'string' ? frame : JSON.stringify(frame) };
  }

  saysBytes(base64: string): Step {
    return { client: this.client, send_binary_base64: base64 };
  }

  hears(frame: Frame): Step {
    return { client: this.client, receive: frame };
  }

  hearsNothing(): Step {
    return { client: this.client, nothing_within_ms: 300 };
  }

  disconnects(how: string, code?: number): Step {
    return { client: this.client, disconnect: how, ...(code === undefined ? {} : { code }) };
  }

  isClosed(code: number): Step {
    return { client: this.client, closed: code };
  }
}

export function base64(text: string, encoding: BufferEncoding = 'utf8'): string {
  return Buffer.from(text, encoding).toString('base64');
}
