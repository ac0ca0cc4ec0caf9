// Plays the steps of a scenario against a real host, each person with a real WebSocket. Nothing sleeps: that somebody
// hears nothing is known once a protocol ping, sent after all else, has been answered.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { expectRecorded, expectRecordedHistory, type Masks, type Step } from './transcript.ts';

export interface ReplayTarget {
  readonly port: number;
  /** Folder of the host's data.json. */
  readonly dataDir: string;
  /** Where those connect who connected to `/` of the older server. */
  readonly path: string;
}

/** One person's connection, with what was heard and not yet looked at. */
export class Client {
  readonly #webSocket: WebSocket;
  readonly #heard: string[] = [];
  #wake: (() => void) | null = null;
  /** The close code, as soon as there is one. */
  readonly closed: Promise<number>;
  #closedWith: number | null = null;
  readonly #pongs = new Map<string, () => void>();
  #pings = 0;

  private constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
    webSocket.on('message', (data) => {
      this.#heard.push(data.toString());
      this.#wake?.();
    });
    webSocket.on('pong', (payload) => this.#pongs.get(payload.toString())?.());
    this.closed = new Promise((resolve) => {
      webSocket.on('close', (code) => {
        this.#closedWith = code;
        resolve(code);
        this.#wake?.();
      });
    });
  }

  /** Connects; rejects with `HTTP <status>` where the host answers with something else than a WebSocket. */
  static connect(
    port: number,
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Client> {
    const webSocket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, perMessageDeflate: false });
    const client = new Client(webSocket);
    return new Promise((resolve, reject) => {
      webSocket.once('open', () => {
        webSocket.off('error', reject);
        // A host that closes in the middle of a large frame resets the connection: `closed` tells.
        webSocket.on('error', () => undefined);
        resolve(client);
      });
      webSocket.once('error', reject);
      webSocket.once('unexpected-response', (_request, response) => {
        reject(new Error(`HTTP ${response.statusCode}`));
        response.destroy();
      });
    });
  }

  /** Resolves with the host's next protocol ping. */
  pinged(): Promise<void> {
    return new Promise((resolve) => this.#webSocket.once('ping', () => resolve()));
  }

  get isOpen(): boolean {
    return this.#webSocket.readyState === WebSocket.OPEN;
  }

  send(data: string | Buffer, isLast = true): void {
    this.#webSocket.send(data, { fin: isLast, binary: typeof data !== 'string' });
  }

  /** The next frame, as JSON. Rejects when the connection ends without one. */
  async next(): Promise<unknown> {
    while (this.#heard.length === 0) {
      if (this.#closedWith !== null) throw new Error(`closed with ${this.#closedWith} instead of a frame`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return JSON.parse(this.#heard.shift() ?? '');
  }

  /** Resolves when the host has answered a protocol ping: what it had written before has arrived. */
  async pong(payload = `barrier ${(this.#pings += 1)}`): Promise<void> {
    const answered = new Promise<void>((resolve) => this.#pongs.set(payload, resolve));
    this.#webSocket.ping(payload);
    const lost = this.closed.then((code) =>
      Promise.reject(new Error(`closed with ${code} instead of a pong`)),
    );
    await Promise.race([answered, lost]);
  }

  async expectNothing(): Promise<void> {
    await this.pong();
    expect(this.#heard).toEqual([]);
  }

  /** Ends the connection, without a word where `how` is `abrupt`. */
  disconnect(how: string, code?: number): void {
    if (how === 'abrupt') this.#webSocket.terminate();
    else if (how === 'clean without a code') this.#webSocket.close();
    else this.#webSocket.close(code ?? 1000);
  }
}

/** Plays the steps in order; fails at the first that goes otherwise, and if anybody heard more than the steps say. */
export async function replay(steps: readonly Step[], target: ReplayTarget, masks: Masks): Promise<void> {
  const clients = new Map<string, Client>();
  try {
    for (const [index, step] of steps.entries()) {
      try {
        await take(step, clients, target, masks);
      } catch (error) {
        throw new Error(`step ${index}: ${JSON.stringify(step).slice(0, 300)}`, { cause: error });
      }
    }
    // A step may have caused something that nobody looked at; and whoever was not closed is still there.
    const open = [...clients.values()].filter((client) => client.isOpen);
    for (const client of open) await client.expectNothing();
  } finally {
    for (const client of clients.values()) client.disconnect('abrupt');
  }
}

async function take(
  step: Step,
  clients: Map<string, Client>,
  target: ReplayTarget,
  masks: Masks,
): Promise<void> {
  const { client: who = '' } = step;
  if (step.connect !== undefined) {
    const path = step.connect === '/' ? target.path : step.connect;
    clients.set(who, await Client.connect(target.port, path, step.headers));
    return;
  }
  if (step.file !== undefined) {
    const text = await readFile(join(target.dataDir, step.file), 'utf8');
    expectRecordedHistory(JSON.parse(text), JSON.parse(step.content ?? ''));
    return;
  }
  const client = clients.get(who);
  if (client === undefined) throw new Error('nobody of this name is connected');
  if (step.send !== undefined) client.send(step.send);
  else if (step.send_binary_base64 !== undefined) client.send(Buffer.from(step.send_binary_base64, 'base64'));
  else if (step.send_fragments !== undefined) {
    const last = step.send_fragments.length - 1;
    for (const [index, fragment] of step.send_fragments.entries()) client.send(fragment, index === last);
  } else if (step.receive !== undefined) expectRecorded(await client.next(), step.receive, masks);
  else if (step.nothing_within_ms !== undefined) await client.expectNothing();
  else if (step.ws_ping !== undefined) await client.pong(step.ws_ping);
  else if (step.disconnect !== undefined) client.disconnect(step.disconnect, step.code);
  else if (step.closed !== undefined) {
    const code = await client.closed;
    if (step.closed !== null && step.racy !== true) expect(code).toBe(step.closed);
  } else if (step.ws_pong === undefined) throw new Error('a step without a known action');
}
