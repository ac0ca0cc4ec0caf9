// Carries a file to a host over HTTP from Node, piece by piece as the network takes it. Knows no Electron.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import type { UploadAnswer, UploadRequest } from '../client/platform.ts';

/** How long the network may take nothing, or the host say nothing, before that is a cut. */
const idleTimeoutMs = 30_000;
const pieceBytes = 64 * 1024;
/** What a host answers is a line of JSON. */
const maxAnswerBytes = 16 * 1024;

/** Null where the connection was cut, nobody answered, or the signal ended it. Never rejects. */
export async function uploadFromNode(upload: UploadRequest): Promise<UploadAnswer | null> {
  try {
    return await carry(upload);
  } catch {
    return null;
  }
}

async function carry({ url, token, body, onProgress, signal }: UploadRequest): Promise<UploadAnswer> {
  const request = (url.startsWith('https:') ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Length': body.size },
    signal,
    timeout: idleTimeoutMs,
  });
  request.on('timeout', () => request.destroy(new Error('idle')));
  const answered = new Promise<UploadAnswer>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      let said = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        said += piece;
        if (said.length > maxAnswerBytes) response.destroy(new Error('too long an answer'));
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: said }));
    });
  });
  // A host may refuse before it has read everything: then its answer counts, not the pipe that broke.
  const sent = pipeline(piecesOf(body, onProgress), request).catch(() => undefined);
  const answer = await answered;
  await sent;
  return answer;
}

async function* piecesOf(body: Blob, onProgress: (sentBytes: number) => void): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.size; at += pieceBytes) {
    const piece = Buffer.from(await body.slice(at, at + pieceBytes).arrayBuffer());
    yield piece;
    // Asked for the next one: this one is with the system.
    onProgress(at + piece.length);
  }
}
