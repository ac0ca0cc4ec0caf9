// Answers a GET or HEAD for one file. Pictures may be shown in a page, everything else is only ever saved; nothing of it
// runs. Read in pieces as the other end takes them, so that no download holds up the chat or fills the memory.
import { open, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPicture, type FileInfo } from '../../protocol/files.ts';
import { freePiece } from '../free-piece.ts';
import type { Lanes } from './lanes.ts';

const pieceBytes = 64 * 1024;

export interface Served {
  readonly file: FileInfo;
  /** Where its bytes are. */
  readonly path: string;
  /** To be saved even if it is a picture. */
  readonly asAttachment: boolean;
}

export interface ServeOptions {
  /** Reading from the disk waits for its turn here. */
  readonly reading: Lanes;
  /** How long the other end may take for what waits, before it is cut. In milliseconds. */
  readonly drainTimeoutMs: number;
}

/** False where the bytes are not there as they should be; nothing was answered then. */
export async function serveFile(
  request: IncomingMessage,
  response: ServerResponse,
  { file, path, asAttachment }: Served,
  options: ServeOptions,
): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    if ((await handle.stat()).size !== file.size) return false;
    const etag = `"${file.id}"`;
    setHeaders(response, file, etag, asAttachment);
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return true;
    }
    const ifRange = request.headers['if-range'];
    const wanted = ifRange === undefined || ifRange === etag ? request.headers.range : undefined;
    const range = parseRange(wanted, file.size);
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${file.size}`);
      response.writeHead(416).end();
      return true;
    }
    const { start, end } = range ?? { start: 0, end: file.size };
    if (range) response.setHeader('Content-Range', `bytes ${start}-${end - 1}/${file.size}`);
    response.setHeader('Content-Length', end - start);
    response.writeHead(range ? 206 : 200);
    if (request.method !== 'HEAD') await send(response, handle, start, end, options);
    if (!response.destroyed) response.end();
    return true;
  } finally {
    await handle.close();
  }
}

function setHeaders(response: ServerResponse, file: FileInfo, etag: string, asAttachment: boolean): void {
  const inline = isPicture(file) && !asAttachment;
  const headers: Readonly<Record<string, string>> = {
    'Content-Type': isPicture(file) ? file.type : 'application/octet-stream',
    'Content-Disposition': `${inline ? 'inline' : 'attachment'}; ${dispositionName(file.name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    // The page may have come from another address of this host, and whoever knows the id was given it.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Accept-Ranges': 'bytes',
    ETag: etag,
    // An id stands for the same bytes for ever.
    'Cache-Control': 'private, max-age=31536000, immutable',
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** The name twice: in ASCII for old readers, and as it is (RFC 6266, RFC 8187). */
function dispositionName(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${exact}`;
}

/**
 * One range of bytes (RFC 9110, section 14): null where all of it is wanted, which is also the answer to several at once.
 */
function parseRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  return start < end ? { start, end } : 'unsatisfiable';
}

async function send(
  response: ServerResponse,
  handle: FileHandle,
  start: number,
  end: number,
  { reading, drainTimeoutMs }: ServeOptions,
): Promise<void> {
  // One for all pieces: a new one for each makes the garbage collector stop everybody, see `freePiece`.
  const buffer = Buffer.allocUnsafe(Math.min(pieceBytes, end - start));
  for (let at = start; at < end;) {
    const length = Math.min(buffer.length, end - at);
    const { bytesRead } = await reading.run(() => handle.read(buffer, 0, length, at));
    // Somebody has cut the file: half of it must not look like all of it.
    if (bytesRead === 0) return void response.destroy();
    at += bytesRead;
    // Where the other end is gone the system may not be done with the buffer yet.
    if (!(await writePiece(response, buffer.subarray(0, bytesRead), drainTimeoutMs))) return;
  }
  freePiece(buffer);
}

/**
 * Resolves to true when the socket has taken the piece, which may be changed then; to false where it is gone, and it is cut
 * where that takes longer than `timeoutMs`.
 */
export function writePiece(response: ServerResponse, piece: Buffer, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (isTaken: boolean): void => {
      clearTimeout(timer);
      response.off('close', gone);
      resolve(isTaken);
    };
    const gone = (): void => done(false);
    const timer = setTimeout(() => {
      response.destroy();
      gone();
    }, timeoutMs);
    response.once('close', gone);
    if (response.destroyed) return gone();
    response.write(piece, (error) => done(!error));
  });
}
