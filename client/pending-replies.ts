// Commands whose answer somebody waits for. A lost connection answers all of them: nobody waits for ever.
import type { ErrorCode, Result } from '../protocol/error-codes.ts';

export interface PendingReplies<Value> {
  /** Resolves when the command with this id is settled. */
  wait(id: string): Promise<Result<Value>>;
  /** False where nobody waits for this id. */
  settle(id: string | null, result: Result<Value>): boolean;
  failAll(code: ErrorCode): void;
}

export function createPendingReplies<Value>(): PendingReplies<Value> {
  const waiting = new Map<string, (result: Result<Value>) => void>();

  function settle(id: string | null, result: Result<Value>): boolean {
    const resolve = id === null ? undefined : waiting.get(id);
    if (id === null || resolve === undefined) return false;
    waiting.delete(id);
    resolve(result);
    return true;
  }

  return {
    wait: (id) => new Promise((resolve) => waiting.set(id, resolve)),
    settle,
    failAll(code) {
      for (const id of [...waiting.keys()]) settle(id, { ok: false, code });
    },
  };
}
