// Tells the host how far one has read: at most every two seconds, and only what is new. Whether anyone is looking is told
// to it.
import type { ChatPort } from '../../client/chat-port.ts';

/** Between two marks, in milliseconds. */
const pauseMs = 2_000;

export interface ReadMarker {
  /** Message `seq` is the newest one and is looked at; null while nobody looks at the end. */
  look(seq: number | null): void;
  /** What was said counts for nothing: a new connection, another history, or another wish about being seen. */
  reset(): void;
  close(): void;
}

/** @param hidden whether the others are not to hear of it */
export function createReadMarker(port: Pick<ChatPort, 'markRead'>, hidden: () => boolean): ReadMarker {
  let looking: number | null = null;
  let said = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function say(): void {
    if (timer !== null || looking === null || looking <= said) return;
    said = looking;
    void port.markRead(said, hidden());
    timer = setTimeout(() => {
      timer = null;
      say();
    }, pauseMs);
  }

  return {
    look(seq) {
      looking = seq;
      say();
    },
    reset() {
      said = 0;
      say();
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      looking = null;
    },
  };
}
