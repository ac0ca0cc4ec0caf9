// The bytes of an upload as they come, and the end of it where they come too slowly. Knows no HTTP and no file.
import type { Readable } from 'node:stream';
import type { HostLimits } from '../options.ts';
import { freePiece } from '../free-piece.ts';

export type UploadPace = Pick<HostLimits, 'uploadIdleTimeoutMs' | 'uploadBytesPerSecond'>;

/**
 * Each piece, until the next is asked for. Waiting for bytes uses up the patience that there is, `uploadIdleTimeoutMs` at
 * first, and what comes gives some back: so a stall is forgiven, and a trickle is not. Time that the disk takes does not count.
 * @param tooSlow called when no patience is left, to end the upload
 * @throws after that, or where the upload was cut
 */
export async function* uploadPieces(
  upload: Readable,
  { uploadIdleTimeoutMs, uploadBytesPerSecond }: UploadPace,
  tooSlow: () => void,
): AsyncGenerator<Buffer> {
  let isTooSlow = false;
  const waitAtMost = (ms: number): NodeJS.Timeout =>
    setTimeout(() => {
      isTooSlow = true;
      tooSlow();
    }, ms);
  const failIfTooSlow = (): void => {
    if (isTooSlow) throw new Error('The upload comes too slowly');
  };
  let patienceMs = uploadIdleTimeoutMs;
  let since = performance.now();
  let timer = waitAtMost(patienceMs);
  try {
    // Whoever is refused half-way is still told so.
    for await (const piece of upload.iterator({ destroyOnReturn: false })) {
      clearTimeout(timer);
      failIfTooSlow();
      if (piece instanceof Buffer) {
        const leftMs = patienceMs - (performance.now() - since);
        const earnedMs = (1000 * piece.length) / uploadBytesPerSecond;
        patienceMs = Math.min(uploadIdleTimeoutMs, leftMs + earnedMs);
        yield piece;
        freePiece(piece);
      }
      since = performance.now();
      timer = waitAtMost(patienceMs);
    }
    failIfTooSlow();
  } finally {
    clearTimeout(timer);
  }
}
