import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { uploadPieces } from './upload-pieces.ts';

const pace = { uploadIdleTimeoutMs: 30_000, uploadBytesPerSecond: 4096 };

/** An upload whose clock is turned by hand. */
function startUpload() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const upload = new PassThrough();
  const tooSlow = vi.fn(() => void upload.destroy());
  const pieces = uploadPieces(upload, pace, tooSlow);
  return {
    tooSlow,
    pieces,
    /** So many bytes after so long; how many arrived, or null where the upload is over. */
    async bring(bytes: number, afterMs: number): Promise<number | null> {
      const arrived = pieces.next().catch(() => null);
      vi.advanceTimersByTime(afterMs);
      if (!upload.destroyed) upload.write(Buffer.alloc(bytes));
      return (await arrived)?.value?.length ?? null;
    },
  };
}

test('an upload that keeps the lowest pace is never cut, however long it takes', async () => {
  const { bring, tooSlow } = startUpload();
  for (let second = 0; second < 6000; second++) expect(await bring(4096, 1000)).toBe(4096);
  expect(tooSlow).not.toHaveBeenCalled();
});

test('an upload that stalls now and then has time to catch up', async () => {
  const { bring, tooSlow } = startUpload();
  for (let times = 0; times < 100; times++) {
    expect(await bring(1, 29_000)).toBe(1);
    expect(await bring(30 * 4096, 500)).toBe(30 * 4096);
  }
  expect(tooSlow).not.toHaveBeenCalled();
});

test('a byte now and then does not keep an upload going', async () => {
  const { bring, tooSlow } = startUpload();
  expect(await bring(1, 29_000)).toBe(1);
  expect(await bring(1, 29_000)).toBeNull();
  expect(tooSlow).toHaveBeenCalledOnce();
});

test('what comes once an upload was too slow is not taken, even where that was the rest of it', async () => {
  const { pieces, tooSlow } = startUpload();
  tooSlow.mockImplementation(() => undefined);
  const upload = new PassThrough();
  const slow = uploadPieces(upload, pace, tooSlow);
  const next = slow.next();
  vi.advanceTimersByTime(30_000);
  upload.end(Buffer.alloc(1));
  await expect(next).rejects.toThrow('too slowly');
  await pieces.return(undefined);
});

test('time that the disk takes is not held against the upload', async () => {
  const { bring, tooSlow } = startUpload();
  expect(await bring(1, 1000)).toBe(1);
  vi.advanceTimersByTime(100_000);
  expect(await bring(1, 1000)).toBe(1);
  expect(tooSlow).not.toHaveBeenCalled();
});
