// The HTTP interface of the oldest server, for whoever still uses it. Off unless switched on (see HostOptions.legacyHttp):
// its GET writes, and its answers are open to every web page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Reply } from '../protocol/events.ts';
import { parseV1Request, v1Everything, v1NotGot, v1NotSent, v1Sent } from '../protocol/v1-http.ts';
import type { Chat } from './chat.ts';
import type { HostLimits } from './options.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Addresses whose rate is remembered; beyond them all begin anew, which only makes the limit milder for a moment. */
const maxBuckets = 4_000;

export class LegacyHttp {
  enabled: boolean;
  readonly #chat: Pick<Chat, 'sendAs' | 'lines'>;
  readonly #limits: Pick<HostLimits, 'framesPerSecond' | 'frameBurst'>;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(
    chat: Pick<Chat, 'sendAs' | 'lines'>,
    limits: Pick<HostLimits, 'framesPerSecond' | 'frameBurst'>,
    enabled: boolean,
  ) {
    this.#chat = chat;
    this.#limits = limits;
    this.enabled = enabled;
  }

  /** Answers what is asked of this interface. False: it is off, or the request is not its own; nothing was answered. */
  answer(request: IncomingMessage, response: ServerResponse, address: string): boolean {
    const asked = this.enabled ? parseV1Request(request.url ?? '/') : null;
    if (!asked) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS') {
      response.writeHead(405, { Allow: 'GET, HEAD, OPTIONS' }).end();
      return true;
    }
    if (asked.type === 'moved') {
      response.writeHead(308, { Location: `http://${request.headers.host ?? ''}${asked.target}` }).end();
      return true;
    }
    const waitMs = this.#bucketOf(address).take(performance.now());
    if (waitMs > 0) {
      response.writeHead(429, { 'Retry-After': Math.ceil(waitMs / 1000) }).end();
      return true;
    }
    if (asked.type === 'bad-send' && request.method === 'GET') {
      response.writeHead(400).end();
      return true;
    }
    // The answer is JSON under a type that browsers show as a page: what people wrote must not run in it.
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    if (request.method !== 'GET') response.writeHead(200, { Allow: 'GET, HEAD, OPTIONS' }).end();
    else if (asked.type === 'send') this.#send(response, asked.name, asked.content);
    else if (asked.type === 'get') void this.#get(response);
    return true;
  }

  #send(response: ServerResponse, name: string, content: string): void {
    const reply = (event: Reply): void => {
      if (event.type === 'messages-stored') response.end(v1Sent(event.messages[0]?.at ?? 0));
      else if (event.type === 'refused') response.end(v1NotSent(event.code));
    };
    this.#chat.sendAs({ reply }, { type: 'send-as', id: null, name, content });
  }

  async #get(response: ServerResponse): Promise<void> {
    try {
      await pipeline(Readable.from(everything(this.#chat.lines())), response);
    } catch {
      // Once part of it is out, the only way to say that it is not whole is to break off, which the pipeline did.
      if (!response.headersSent) response.end(v1NotGot('storage-failed'));
    }
  }

  #bucketOf(address: string): TokenBucket {
    let bucket = this.#buckets.get(address);
    if (!bucket) {
      if (this.#buckets.size >= maxBuckets) this.#buckets.clear();
      bucket = createTokenBucket(this.#limits.framesPerSecond, this.#limits.frameBurst);
      this.#buckets.set(address, bucket);
    }
    return bucket;
  }
}

/** Nothing is out before the first lines are read: a history that cannot be read is then said, not broken off. */
async function* everything(lines: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head = v1Everything.head;
  for await (const chunk of lines) {
    if (head !== '') yield Buffer.from(head);
    head = '';
    yield chunk;
  }
  yield Buffer.from(head + v1Everything.tail);
}
