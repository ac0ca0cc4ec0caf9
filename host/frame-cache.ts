// One event for many: its frames are made once for each dialect that somebody here speaks.
import type { HostDialect } from '../protocol/dialect.ts';
import type { Broadcast } from '../protocol/events.ts';
import { textFrames } from './server-frame.ts';

export class FrameCache {
  readonly #event: Broadcast;
  readonly #online: () => readonly string[];
  readonly #byDialect = new Map<HostDialect, Buffer | null>();

  /** `online` gives the names of everyone here, for wires that repeat them. */
  constructor(event: Broadcast, online: () => readonly string[]) {
    this.#event = event;
    this.#online = online;
  }

  /** Null where this wire has no words for the event. */
  of(dialect: HostDialect): Buffer | null {
    let frames = this.#byDialect.get(dialect);
    if (frames === undefined) {
      const payloads = dialect.encode(this.#event, this.#online);
      frames = payloads.length > 0 ? textFrames(payloads) : null;
      this.#byDialect.set(dialect, frames);
    }
    return frames;
  }
}
