// A wire between page and host that can be cut, or that answers for the host: reasons that a host of today has no
// cause to give. Everything before the trouble is the host's own.
import type { BrowserContext, WebSocketRoute } from '@playwright/test';
import type { RefusalCode } from '../../protocol/error-codes.ts';

export interface Wire {
  /** Cuts what is connected with this close code, and lets nothing through until the page is closed. */
  cut(closeCode: number): Promise<void>;
  /** Cuts, and answers every further `join` as a host does that has this reason to say no. Can be called again, with another reason. */
  refuse(code: RefusalCode): Promise<void>;
}

/** @param device before its page is opened */
export async function tapWire(device: BrowserContext): Promise<Wire> {
  const open = new Set<WebSocketRoute>();
  let answer: ((route: WebSocketRoute) => void) | null = null;

  await device.routeWebSocket(/.*/, (route) => {
    if (answer !== null) {
      answer(route);
      return;
    }
    open.add(route);
    route.connectToServer();
  });

  async function cut(closeCode: number): Promise<void> {
    // Nobody answers: the next try goes on and on.
    answer ??= () => undefined;
    for (const route of open) await route.close({ code: closeCode });
    open.clear();
  }

  return {
    cut,
    async refuse(code) {
      answer = (route) => {
        route.onMessage((frame) => void route.send(refusal(frame, code)));
      };
      await cut(4000);
    },
  };
}

function refusal(join: string | Buffer, code: string): string {
  const { id: replyTo }: { id: unknown } = JSON.parse(join.toString());
  return JSON.stringify({ type: 'refused', replyTo, command: 'join', code });
}
