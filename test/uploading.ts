// Brings files to a host as a bare client would: over the wire for the token, over HTTP for the bytes.
import { filePath, parseFileInfo, type FileInfo } from '../protocol/files.ts';
import { parseObject } from '../protocol/json.ts';
import { newId, type WireClient } from './wire-client.ts';

export interface FileWords {
  readonly name?: string;
  readonly mediaType?: string;
  /** The conversation that it is for; the main room when left out. */
  readonly room?: string;
}

/** Asks for a token; throws where there is none. */
export async function allowUpload(
  client: WireClient,
  bytes: Uint8Array,
  words: FileWords = {},
): Promise<string> {
  const id = newId();
  client.send({
    type: 'request-upload',
    id,
    name: 'a.txt',
    mediaType: 'text/plain',
    size: bytes.length,
    ...words,
  });
  const answer = await client.next(({ replyTo }) => replyTo === id);
  if (typeof answer['token'] !== 'string') throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer['token'];
}

/** Brings the bytes. */
export async function bringFile(
  port: number,
  token: string,
  bytes: Uint8Array,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const answer = await fetch(`http://127.0.0.1:${port}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: Buffer.from(bytes),
  });
  return { status: answer.status, body: parseObject(await answer.text()) ?? {} };
}

export interface SentFile {
  readonly file: FileInfo;
  /** Where it can be fetched, without the host. */
  readonly path: string;
}

/** Brings a file and sends a message with it; resolves when that is stored. */
export async function sendFile(
  port: number,
  client: WireClient,
  bytes: Uint8Array,
  words: FileWords = {},
  content = '',
): Promise<SentFile> {
  const { body } = await bringFile(port, await allowUpload(client, bytes, words), bytes);
  const file = parseFileInfo(body);
  if (file === null) throw new Error(`not taken: ${JSON.stringify(body)}`);
  client.send({ type: 'send-message', id: newId(), content, file: file.id });
  await client.nextOf('messages-stored');
  return { file, path: filePath(file) };
}
