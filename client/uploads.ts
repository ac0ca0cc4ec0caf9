// Brings the files of the outbox to the host, a few at a time, before their messages are sent: asks for a token, has the
// platform carry the bytes, and tries again after a cut. Which message waits and what becomes of it is for `sending-client.ts`.
import type { OutboxMessage } from './chat-port.ts';
import type { Platform, UploadAnswer } from './platform.ts';
import type { Command } from '../protocol/commands.ts';
import { refusalCodes, type RefusalCode } from '../protocol/error-codes.ts';
import type { ChatEvent } from '../protocol/events.ts';
import { parseFileInfo, type FileInfo } from '../protocol/files.ts';
import { createId } from '../protocol/ids.ts';
import { parseObject } from '../protocol/json.ts';

/** Each has a connection of its own, and a browser has six of them for one host. */
const mostAtOnce = 2;
/** How often one file is tried again while the chat itself is connected. */
const mostTries = 6;
const firstWaitMs = 500;
/** How often a screen is told how far a file is. */
const progressEveryMs = 100;
/** What another try may mend. */
const passing: readonly RefusalCode[] = ['upload-expired', 'upload-incomplete', 'too-many-uploads'];

export interface UploadsOptions {
  readonly platform: Pick<Platform, 'clock' | 'fillRandom' | 'upload'>;
  readonly outbox: () => readonly OutboxMessage[];
  /** False where there is no seat to speak from. */
  readonly send: (command: Command) => boolean;
  /** Where the host takes files; null before it is known. */
  readonly url: () => string | null;
  readonly progressed: (id: string, sentBytes: number) => void;
  /** The host has the file of this message. */
  readonly done: (id: string, file: FileInfo) => void;
  readonly failed: (id: string, code: RefusalCode) => void;
}

export interface Uploads {
  /** Bytes for a message that is about to be in the outbox. */
  add(id: string, body: Blob): void;
  has(id: string): boolean;
  /** Begins what may begin; call it whenever the outbox or the connection has changed. */
  next(): void;
  /** True where the event was an answer to one of these. */
  hear(event: ChatEvent): boolean;
  /** The connection is gone: what was asked over it has no answer. Bytes that are on their way go on. */
  lost(): void;
  /** Ends the upload of one message. */
  cancel(id: string): void;
  /** Ends all of them and lets go of their bytes. */
  clear(): void;
}

interface Active {
  /** Of the command that asked for it. */
  readonly requestId: string;
  readonly abort: AbortController;
  started: boolean;
}

export function createUploads(options: UploadsOptions): Uploads {
  const { platform, send } = options;
  const bodies = new Map<string, Blob>();
  const active = new Map<string, Active>();
  const tries = new Map<string, number>();
  /** How to stop waiting for the next try. */
  const pauses = new Map<string, () => void>();

  function next(): void {
    const outbox = options.outbox();
    for (const id of bodies.keys()) {
      if (!outbox.some((message) => message.id === id)) forget(id);
    }
    for (const { id, file, failure, room } of outbox) {
      if (active.size >= mostAtOnce) return;
      if (file === undefined || file.id !== undefined || failure !== null) continue;
      if (active.has(id) || pauses.has(id)) continue;
      const requestId = createId(platform.fillRandom);
      const { name, size, type: mediaType } = file;
      const where = room === undefined ? {} : { room };
      if (!send({ type: 'request-upload', id: requestId, name, size, mediaType, ...where })) return;
      active.set(id, { requestId, abort: new AbortController(), started: false });
    }
  }

  function hear(event: ChatEvent): boolean {
    if (!('replyTo' in event) || event.replyTo === null) return false;
    const [id, upload] = [...active].find(([, { requestId }]) => requestId === event.replyTo) ?? [];
    if (id === undefined || upload === undefined || upload.started) return false;
    if (event.type === 'upload-allowed') void carry(id, upload, event.token);
    // The seat was lost while it travelled; the next connection asks anew.
    else if ('code' in event && event.code === 'not-joined') active.delete(id);
    else if ('code' in event) refused(id, event.code);
    else return false;
    return true;
  }

  async function carry(id: string, upload: Active, token: string): Promise<void> {
    const url = options.url();
    const body = bodies.get(id);
    if (url === null || body === undefined || platform.upload === undefined) {
      return refused(id, 'upload-incomplete');
    }
    upload.started = true;
    let toldAt = -Infinity;
    const onProgress = (sentBytes: number): void => {
      const now = platform.clock.now();
      if (upload.abort.signal.aborted || (now - toldAt < progressEveryMs && sentBytes < body.size)) return;
      toldAt = now;
      options.progressed(id, sentBytes);
    };
    const answer = await platform.upload({ url, token, body, onProgress, signal: upload.abort.signal });
    if (active.get(id) === upload) finished(id, answer);
  }

  function finished(id: string, answer: UploadAnswer | null): void {
    const said = answer === null ? null : parseObject(answer.body);
    const file = answer?.status === 201 ? parseFileInfo(said) : null;
    if (file === null) {
      return refused(id, refusalCodes.find((code) => code === said?.code) ?? 'upload-incomplete');
    }
    active.delete(id);
    tries.delete(id);
    options.done(id, file);
    next();
  }

  function refused(id: string, code: RefusalCode): void {
    active.delete(id);
    const tried = (tries.get(id) ?? 0) + 1;
    tries.set(id, tried);
    if (!passing.includes(code) || tried > mostTries) {
      tries.delete(id);
      options.failed(id, code);
    } else {
      options.progressed(id, 0);
      const resume = (): void => {
        pauses.delete(id);
        next();
      };
      pauses.set(id, platform.clock.setTimer(resume, firstWaitMs * 2 ** (tried - 1)));
    }
    next();
  }

  function cancel(id: string): void {
    active.get(id)?.abort.abort();
    active.delete(id);
    pauses.get(id)?.();
    pauses.delete(id);
    tries.delete(id);
  }

  function forget(id: string): void {
    cancel(id);
    bodies.delete(id);
  }

  return {
    add: (id, body) => void bodies.set(id, body),
    has: (id) => bodies.has(id),
    next,
    hear,
    lost() {
      // A chat that comes and goes is not the file's fault.
      tries.clear();
      for (const [id, { started }] of active) if (!started) active.delete(id);
    },
    cancel(id) {
      cancel(id);
      next();
    },
    clear() {
      for (const id of [...bodies.keys()]) forget(id);
    },
  };
}
