// Brings a file from the page. Not with fetch, which does not say how far it is.
import type { UploadAnswer, UploadRequest } from '../../client/platform.ts';

/** How long nothing may happen before that is a cut, in milliseconds. */
const idleTimeoutMs = 30_000;

/** Null where the connection was cut, nobody answered, or the signal ended it. Never rejects. */
export function uploadFromPage({
  url,
  token,
  body,
  onProgress,
  signal,
}: UploadRequest): Promise<UploadAnswer | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = (answer: UploadAnswer | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(answer);
    };
    const stop = (): void => request.abort();
    const arm = () => setTimeout(stop, idleTimeoutMs);
    let timer = arm();
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(timer);
      timer = arm();
      onProgress(loaded);
    };
    request.onload = () => end({ status: request.status, body: request.responseText });
    request.onerror = () => end(null);
    request.onabort = () => end(null);
    request.open('POST', url);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    signal.addEventListener('abort', stop);
    request.send(body);
    if (signal.aborted) stop();
  });
}
