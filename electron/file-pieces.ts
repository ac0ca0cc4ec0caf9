// Files on their way from the page to the client in the main process, in pieces, so that no single message between them
// is long: what it takes to carry one is taken from the host that may run in the same process. Knows no Electron.
import { randomUUID } from 'node:crypto';
import type { Result } from '../protocol/error-codes.ts';
import { maxFileBytes } from '../protocol/limits.ts';

/** Files that are being handed over at once; the oldest gives way. */
const mostOpen = 4;

export interface FilePieces {
  /** Adds bytes to a file; null begins one. Resolves to the name of what is gathered. */
  add(gathered: string | null, bytes: Uint8Array): Result<string, 'file-too-large' | 'bad-request'>;
  /** The whole file, which is let go of here; null where there is none. */
  take(gathered: string): Blob | null;
}

export function createFilePieces(): FilePieces {
  const open = new Map<string, { readonly pieces: Uint8Array<ArrayBuffer>[]; bytes: number }>();
  return {
    add(gathered, bytes) {
      const name = gathered ?? randomUUID();
      const file = gathered === null ? { pieces: [], bytes: 0 } : open.get(name);
      if (file === undefined) return { ok: false, code: 'bad-request' };
      file.bytes += bytes.length;
      if (file.bytes > maxFileBytes) {
        open.delete(name);
        return { ok: false, code: 'file-too-large' };
      }
      file.pieces.push(new Uint8Array(bytes));
      open.set(name, file);
      for (const oldest of open.keys()) {
        if (open.size <= mostOpen) break;
        open.delete(oldest);
      }
      return { ok: true, value: name };
    },
    take(gathered) {
      const file = open.get(gathered);
      open.delete(gathered);
      return file === undefined ? null : new Blob(file.pieces);
    },
  };
}
