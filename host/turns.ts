// One order for everyone: what follows a message waits until that message is written. Knows no session and no file.
import type { OpenConversation } from './conversations/conversations.ts';
import type { Pending } from './history/history.ts';

/** A message that was taken, and where. */
export interface Said<Sender> {
  readonly pending: Pending<Sender>;
  readonly conversation: OpenConversation<Sender>;
}

export interface TurnsListener<Sender> {
  /** These are written: neighbours in one conversation, in order. */
  written(batch: readonly Said<Sender>[]): void;
  /** This one was not stored. */
  failed(said: Said<Sender>): void;
}

export class Turns<Sender> {
  readonly #listener: TurnsListener<Sender>;
  /** What waits: a message for its write, anything else for the messages before it. */
  readonly #waiting: (Said<Sender> | (() => void))[] = [];
  #releasing = false;

  constructor(listener: TurnsListener<Sender>) {
    this.#listener = listener;
  }

  /** A message that is being written. */
  push(said: Said<Sender>): void {
    this.#waiting.push(said);
  }

  /** At once when no message is being written, else when all that came before is. */
  inOrder(step: () => void): void {
    if (this.#waiting.length === 0) step();
    else this.#waiting.push(step);
  }

  /** Lets go of the steps whose turn has come; neighbouring messages become one batch. */
  release(): void {
    // A step may answer a session whose next command adds steps: the loop below meets them, not another one inside it.
    if (this.#releasing) return;
    this.#releasing = true;
    let batch: Said<Sender>[] = [];
    let done = 0;
    const tell = (): void => {
      if (batch.length > 0) this.#listener.written(batch);
      batch = [];
    };
    try {
      for (const step of this.#waiting) {
        if (typeof step !== 'function' && step.pending.state === 'writing') break;
        done += 1;
        if (typeof step === 'function') {
          tell();
          step();
        } else if (step.pending.state === 'written') {
          if (batch[0] && batch[0].conversation !== step.conversation) tell();
          batch.push(step);
        } else {
          this.#listener.failed(step);
        }
      }
      tell();
    } finally {
      this.#waiting.splice(0, done);
      this.#releasing = false;
    }
  }
}
