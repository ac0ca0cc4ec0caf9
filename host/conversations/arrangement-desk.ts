// Changes what was arranged, one command after the other: each builds on what the one before it has put on the disk.
import type { Arrangement } from '../../protocol/events.ts';
import { storageCode } from '../../storage/disk.ts';
import type { ArrangementFile } from './arrangement-file.ts';
import { rearrange, type ArrangementCommand } from './arrangement.ts';
import type { Session } from '../sessions/session.ts';

export interface ArrangementDeskOptions {
  readonly file: ArrangementFile;
  /** Holds what is arranged now. */
  readonly room: { arrangement: Arrangement };
  /** It is another one now; comes before the answer. */
  readonly changed: (arrangement: Arrangement) => void;
  /** Puts an answer into the order of everything that is told. */
  readonly inOrder: (step: () => void) => void;
}

export class ArrangementDesk {
  readonly #options: ArrangementDeskOptions;
  #working: Promise<void> = Promise.resolve();

  constructor(options: ArrangementDeskOptions) {
    this.#options = options;
  }

  rearrange(session: Session, command: ArrangementCommand): void {
    this.#working = this.#working.then(() => this.#rearrange(session, command));
  }

  /** Resolves when nothing is being changed any more. */
  close(): Promise<void> {
    return this.#working;
  }

  async #rearrange(session: Session, command: ArrangementCommand): Promise<void> {
    const { file, room, changed, inOrder } = this.#options;
    const arranged = rearrange(room.arrangement, command);
    let failure = arranged.ok ? null : arranged.code;
    if (arranged.ok && arranged.value !== room.arrangement) {
      try {
        await file.save(arranged.value);
        room.arrangement = arranged.value;
        changed(arranged.value);
      } catch (error) {
        failure = storageCode(error);
      }
    }
    const { id, type } = command;
    inOrder(() =>
      failure === null
        ? session.reply({ type: 'done', replyTo: id })
        : session.reply({ type: 'refused', replyTo: id, command: type, code: failure, name: null }),
    );
  }
}
