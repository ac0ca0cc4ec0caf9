// What becomes of errors that nobody caught. One that was thrown has left something half done, so the app ends: what people
// were told is stored is on the disk already, and nothing more is written. One of a promise that nobody waited for has ended
// its own piece of work alone: it is noted, and the app goes on, which is Electron's own rule. Knows no Electron.
import type { EventEmitter } from 'node:events';

export interface LastWordsOptions {
  /** Where such errors are heard of: the process. */
  readonly process: Pick<EventEmitter, 'on'>;
  /** Notes an error, with its stack. */
  report(error: unknown): void;
  /** Lets go of everyone at once. Later is too late: nothing else happens while the person reads. */
  abandon(): void;
  /** Says that the app ends. Returns once the person has read it. */
  say(): void;
  exit(): void;
}

/** Returns what ends the app for an error that somebody caught and cannot go on after. */
export function setUpLastWords(options: LastWordsOptions): (error: unknown) => void {
  let ending = false;
  const end = (error: unknown): void => {
    options.report(error);
    // An error of the ending itself: whatever it was about to do, it does not do twice.
    if (ending) return;
    ending = true;
    try {
      options.abandon();
      options.say();
    } catch (another) {
      options.report(another);
    }
    options.exit();
  };
  options.process.on('uncaughtException', end);
  options.process.on('unhandledRejection', (reason: unknown) => options.report(reason));
  return end;
}
