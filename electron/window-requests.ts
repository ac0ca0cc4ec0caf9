// What the system asks of the window's page: to show a message, to ask about a link, to open the settings. A request
// may come before the page is there to hear it; knows neither the page nor the system.
import type { WindowRequest } from '../client/desktop-port.ts';

export interface WindowRequests {
  ask(request: WindowRequest): void;
  /** Calls back with what has been waiting, then with each request; every one is heard by one page alone. */
  subscribe(listener: (request: WindowRequest) => void): () => void;
}

/** While nobody listens the newest request of each kind waits: whoever opens many links means the last one. */
export function createWindowRequests(): WindowRequests {
  const listeners = new Set<(request: WindowRequest) => void>();
  let waiting: readonly WindowRequest[] = [];

  return {
    ask(request) {
      if (listeners.size === 0) {
        waiting = [...waiting.filter(({ type }) => type !== request.type), request];
      }
      for (const listener of listeners) listener(request);
    },
    subscribe(listener) {
      listeners.add(listener);
      const missed = waiting;
      waiting = [];
      missed.forEach(listener);
      return () => listeners.delete(listener);
    },
  };
}
