// Decides whether the app may quit: where something would be lost it asks first, and it stops the host before it ends.
// Knows no Electron: the question, the host and the quitting are handed in.

/** A disk that hangs does not keep the app open for ever: what people have seen is written by then. */
const stopLimitMs = 10_000;

interface PreventableEvent {
  preventDefault(): void;
}

export interface QuitGuardOptions {
  /** Whether others, or messages of one's own, would lose something. */
  mustAsk(): boolean;
  /** Asks the person; resolves to true for quitting. */
  ask(): Promise<boolean>;
  /** Ends what must end before the process does. */
  stop(): Promise<void>;
  /** Hears what went wrong with the question or the stopping; the app quits all the same. */
  report(error: unknown): void;
  /** Quits again; the guard lets it pass. */
  quit(): void;
}

export interface QuitGuard {
  /** True once the app is on its way out: nothing holds it up any more. */
  isLeaving(): boolean;
  /** The handler for both ways out, closing the window and quitting the app: holds them up while it asks and stops. */
  hold(event: PreventableEvent): void;
  /**
   * The same question and the same stopping, and then `end` in the place of quitting. It ends the app itself; where it
   * rejects the app lives on, and this rejects too.
   * @returns false where the person stays, or the app is on its way out already
   */
  quitBy(end: () => Promise<void>): Promise<boolean>;
  /** Stops and quits without a question. */
  quitUnasked(): void;
}

/** Being asked once is enough, however often the person closes meanwhile. */
export function createQuitGuard(options: QuitGuardOptions): QuitGuard {
  let underWay = false;
  let stopping = false;
  let mayQuit = false;

  async function askAndStop(end: () => Promise<void> | void): Promise<boolean> {
    underWay = true;
    try {
      if (!(await mayStop())) return false;
      await stopAndEnd(end);
      return true;
    } finally {
      underWay = false;
    }
  }

  /** Where the system cannot show the question, the wish to quit counts: a window that cannot be closed is worse. */
  async function mayStop(): Promise<boolean> {
    try {
      return !options.mustAsk() || (await options.ask());
    } catch (error) {
      options.report(error);
      return true;
    }
  }

  async function stopAndEnd(end: () => Promise<void> | void): Promise<void> {
    if (stopping) return;
    stopping = true;
    try {
      await Promise.race([options.stop(), limit()]);
    } catch (error) {
      options.report(error);
    }
    mayQuit = true;
    try {
      await end();
    } catch (error) {
      mayQuit = false;
      stopping = false;
      throw error;
    }
  }

  const quit = (): void => options.quit();

  return {
    isLeaving: () => mayQuit,
    hold(event) {
      if (mayQuit) return;
      event.preventDefault();
      if (!underWay && !stopping) void askAndStop(quit);
    },
    quitBy: (end) => (underWay || stopping ? Promise.resolve(false) : askAndStop(end)),
    quitUnasked: () => void stopAndEnd(quit),
  };
}

function limit(): Promise<void> {
  return new Promise((passed) => setTimeout(passed, stopLimitMs).unref());
}
