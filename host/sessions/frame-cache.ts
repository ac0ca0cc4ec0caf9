// One event for many: its frames are made once for each dialect that somebody here speaks, and for each origin where a wire
// is told links.
import type { HostDialect } from '../../protocol/dialect.ts';
import type { Broadcast } from '../../protocol/events.ts';
import { inWordsOf } from '../files/file-links.ts';
import { textFrames } from './server-frame.ts';

export class FrameCache {
  readonly #event: Broadcast;
  readonly #online: () => readonly string[];
  /** By dialect; by its name and an origin where links stand in them. */
  readonly #byListener = new Map<HostDialect | string, Buffer | null>();

  /** `online` gives the names of everyone here, for wires that repeat them. */
  constructor(event: Broadcast, online: () => readonly string[]) {
    this.#event = event;
    this.#online = online;
  }

  /**
   * Null where this wire has no words for the event.
   * @param origin under which the listener has reached the host: links to files lead there. Null where the event has none.
   */
  of(dialect: HostDialect, origin: string | null): Buffer | null {
    const event = origin === null ? this.#event : inWordsOf({ dialect, origin }, this.#event);
    const key = event === this.#event ? dialect : `${dialect.name} ${origin}`;
    let frames = this.#byListener.get(key);
    if (frames === undefined) {
      const payloads = dialect.encode(event, this.#online);
      frames = payloads.length > 0 ? textFrames(payloads) : null;
      this.#byListener.set(key, frames);
    }
    return frames;
  }
}
