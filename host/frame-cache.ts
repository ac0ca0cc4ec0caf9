// One event for many: its frames are made once for each dialect that somebody here speaks.
import type { HostDialect } from '../protocol/dialect.ts';
import type { Broadcast } from '../protocol/events.ts';
import { textFrames } from './server-frame.ts';
import type { Session } from './session.ts';

export class FrameCache {
  readonly #event: Broadcast;
  readonly #online: () => readonly string[];
  readonly #byDialect = new Map<HostDialect, Buffer | null>();

  /** `online` gives the names of everyone here, for wires that repeat them. */
  constructor(event: Broadcast, online: () => readonly string[]) {
    this.#event = event;
    this.#online = online;
  }

  writeTo(session: Session): void {
    const frames = this.#framesFor(session);
    if (frames) session.write(frames);
  }

  /** To go with what is written next. */
  gatherFor(session: Session): void {
    const frames = this.#framesFor(session);
    if (frames) session.gather(frames);
  }

  #framesFor(session: Session): Buffer | null {
    let frames = this.#byDialect.get(session.dialect);
    if (frames === undefined) {
      const payloads = session.dialect.encode(this.#event, this.#online);
      frames = payloads.length > 0 ? textFrames(payloads) : null;
      this.#byDialect.set(session.dialect, frames);
    }
    return frames;
  }
}
