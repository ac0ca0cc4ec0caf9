// The files over HTTP: `POST /files` brings one, `GET /files/<id>/<name>` fetches one. Whether the host name and the
// origin are let in was decided before. Nothing here waits for a whole file: a slow phone may take its minutes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RefusalCode } from '../../protocol/error-codes.ts';
import type { HostLimits } from '../options.ts';
import type { FileStore } from './file-store.ts';
import { serveFile } from './serve-file.ts';
import { Lanes } from './lanes.ts';
import type { UploadGrants } from './upload-grants.ts';
import { uploadPieces, type UploadPace } from './upload-pieces.ts';

/** Where a file is brought to, and what stands before its id. */
export const filesPath = '/files';

/** Reads from the disk at once, for everybody together. */
const readsAtOnce = 2;
/** What is refused is read to its end for so long, so that whoever still sends it hears why. */
const refusalLingerMs = 5_000;

const statuses: { readonly [Code in RefusalCode]?: number } = {
  'file-too-large': 413,
  'upload-expired': 401,
  'upload-incomplete': 400,
  'too-many-uploads': 429,
  'files-full': 507,
  'storage-full': 507,
};

export interface FileRequestOptions {
  readonly store: FileStore;
  readonly grants: UploadGrants;
  readonly limits: Pick<HostLimits, 'uploads' | 'uploadsPerAddress' | 'downloads' | 'drainTimeoutMs'> &
    UploadPace;
}

export class FileRequests {
  readonly #options: FileRequestOptions;
  readonly #reading = new Lanes(readsAtOnce);
  #uploads = 0;
  #downloads = 0;
  readonly #uploadsOf = new Map<string, number>();

  constructor(options: FileRequestOptions) {
    this.#options = options;
  }

  /**
   * Answers what is asked below `/files`.
   * @param origin of the page that asks, which may read the answer; null where none does
   */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    address: string,
    origin: string | null,
  ): Promise<void> {
    if (origin !== null) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Vary', 'Origin');
    }
    if (path === filesPath) {
      if (request.method === 'POST') return this.#receive(request, response, address);
      if (request.method === 'OPTIONS') return answerPreflight(response);
      response.setHeader('Allow', 'POST, OPTIONS');
      return end(response, 405);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return end(response, 405);
    }
    await this.#serve(request, response, path.slice(filesPath.length + 1));
  }

  async #receive(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    const { store, grants, limits } = this.#options;
    const own = this.#uploadsOf.get(address) ?? 0;
    if (this.#uploads >= limits.uploads || own >= limits.uploadsPerAddress) {
      return refuse(request, response, 'too-many-uploads');
    }
    const token = /^Bearer ([\w-]{16,128})$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const taken = grants.take(token);
    if (!taken.ok) return refuse(request, response, taken.code);
    const { grant, done } = taken.value;
    this.#uploads += 1;
    this.#uploadsOf.set(address, own + 1);
    try {
      const announced = Number(request.headers['content-length'] ?? grant.sizeBytes);
      if (announced > grant.sizeBytes) return refuse(request, response, 'file-too-large');
      if (announced < grant.sizeBytes) return refuse(request, response, 'upload-incomplete');
      const pieces = uploadPieces(request, limits, () => cutShort(request, response));
      const received = await store.receive(grant, pieces);
      if (!received.ok) return refuse(request, response, received.code);
      answerJson(response, 201, received.file);
    } finally {
      done();
      this.#uploads -= 1;
      const left = (this.#uploadsOf.get(address) ?? 1) - 1;
      if (left > 0) this.#uploadsOf.set(address, left);
      else this.#uploadsOf.delete(address);
    }
  }

  /** @param rest what follows `/files/`: the id, and a name that is only there to be read */
  async #serve(request: IncomingMessage, response: ServerResponse, rest: string): Promise<void> {
    const { store, limits } = this.#options;
    const entry = store.get(rest.split('/', 1)[0] ?? '');
    if (entry === undefined) return end(response, 404);
    if (this.#downloads >= limits.downloads) {
      response.setHeader('Retry-After', 1);
      return end(response, 503);
    }
    this.#downloads += 1;
    try {
      const asAttachment = /\?(?:.*&)?download(?:[&=]|$)/.test(request.url ?? '');
      const served = { file: entry.info, path: store.pathOf(entry), asAttachment };
      const options = { reading: this.#reading, drainTimeoutMs: limits.drainTimeoutMs };
      if (!(await serveFile(request, response, served, options))) end(response, 404);
    } catch {
      // The disk failed on the way: half a file must not look like a whole one.
      response.destroy();
    } finally {
      this.#downloads -= 1;
    }
  }
}

/** Ends a request that comes too slowly. The answer goes first: it would be lost with the request. */
function cutShort(request: IncomingMessage, response: ServerResponse): void {
  if (response.destroyed) return;
  response.setHeader('Connection', 'close');
  response.once('finish', () => request.destroy());
  answerRefusal(response, 'upload-incomplete');
}

function answerPreflight(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
  response.setHeader('Access-Control-Max-Age', 600);
  response.writeHead(204).end();
}

function refuse(request: IncomingMessage, response: ServerResponse, code: RefusalCode): void {
  if (response.destroyed || response.headersSent) return;
  answerRefusal(response, code);
  if (request.complete) return;
  // An answer to which the other end still writes would be lost with the connection.
  const timer = setTimeout(() => request.socket.destroy(), refusalLingerMs).unref();
  request.once('close', () => clearTimeout(timer));
  request.resume();
}

function answerRefusal(response: ServerResponse, code: RefusalCode): void {
  answerJson(response, statuses[code] ?? 500, { code });
}

function answerJson(response: ServerResponse, status: number, body: object): void {
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Cache-Control', 'no-store');
  response.writeHead(status).end(JSON.stringify(body));
}

function end(response: ServerResponse, status: number): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(status === 404 ? 'There is no such file.\n' : '');
}
