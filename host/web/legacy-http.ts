// The HTTP interface of the oldest server, for whoever still uses it. Off unless switched on (see HostOptions.legacyHttp):
// its GET writes, and its answers are open to every web page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from '../../protocol/events.ts';
import { parseV1Request, v1Everything, v1NotGot, v1NotSent, v1Sent } from '../../protocol/v1-http.ts';
import { writePiece } from '../files/serve-file.ts';
import { AddressRate } from '../sessions/address-rate.ts';
import type { Chat } from '../chat.ts';
import type { HostLimits } from '../options.ts';

export class LegacyHttp {
  enabled: boolean;
  readonly #chat: Pick<Chat, 'sendAs' | 'lines' | 'closedToOlder'>;
  readonly #rate: AddressRate;
  readonly #drainTimeoutMs: number;

  constructor(
    chat: Pick<Chat, 'sendAs' | 'lines' | 'closedToOlder'>,
    limits: Pick<HostLimits, 'framesPerSecond' | 'frameBurst' | 'drainTimeoutMs'>,
    enabled: boolean,
  ) {
    this.#chat = chat;
    this.#rate = new AddressRate(limits.framesPerSecond, limits.frameBurst);
    this.#drainTimeoutMs = limits.drainTimeoutMs;
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
    if (!this.#rate.take(address, performance.now())) {
      response.writeHead(429, { 'Retry-After': 1 }).end();
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
    else if (asked.type === 'send') this.#send(response, address, asked.name, asked.content);
    else if (asked.type === 'get') void this.#get(response, address);
    return true;
  }

  #send(response: ServerResponse, address: string, name: string, content: string): void {
    const reply = (event: Reply): void => {
      if (event.type === 'messages-stored') response.end(v1Sent(event.messages[0]?.at ?? 0));
      else if (event.type === 'refused') response.end(v1NotSent(event.code));
    };
    this.#chat.sendAs({ reply }, { type: 'send-as', id: null, name, content }, address);
  }

  async #get(response: ServerResponse, address: string): Promise<void> {
    const refusal = this.#chat.closedToOlder(address);
    if (refusal !== null) return void response.end(v1NotGot(refusal));
    try {
      for await (const piece of everything(this.#chat.lines())) {
        // Whoever does not read would keep others from the history.
        if (!(await writePiece(response, piece, this.#drainTimeoutMs))) return;
      }
      response.end();
    } catch {
      // Once part of it is out, the only way to say that it is not whole is to break off.
      if (response.headersSent) response.destroy();
      else response.end(v1NotGot('storage-failed'));
    }
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
