// What the client needs from a browser. Works without a secure context: no `randomUUID`, no `subtle`.
import type { KeptSecrets, Platform } from '../../client/platform.ts';
import { adaptWebSocket } from '../../client/web-socket.ts';
import { uploadFromPage } from './upload.ts';

export interface PageSecrets {
  readonly deviceKeys: KeptSecrets;
  readonly sessions: KeptSecrets;
}

export function createPlatform({ deviceKeys, sessions }: PageSecrets): Platform {
  return {
    openSocket: (url, events) => adaptWebSocket(new WebSocket(url), events),
    clock: {
      now: () => Date.now(),
      setTimer(callback, delayMs) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
    random: () => Math.random(),
    // Into bytes of its own: the given ones may be shared memory, which this refuses.
    fillRandom: (bytes) => bytes.set(crypto.getRandomValues(new Uint8Array(bytes.length))),
    deviceKeys,
    sessions,
    upload: uploadFromPage,
  };
}

/** Calls back when the page is seen again, the network is back, or a phone has thawed the page. */
export function onWake(listener: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') listener();
  });
  window.addEventListener('online', listener);
  window.addEventListener('pageshow', listener);
  document.addEventListener('resume', listener);
}

/** Calls back when the browser says that the network is gone. It may be wrong: the host may be this very machine. */
export function onOffline(listener: () => void): void {
  window.addEventListener('offline', listener);
}
