// What the host says of itself before anyone joins: read from `/api/info`, and checked, since a proxy may answer too.
import type { HostInfo } from '../../client/chat-port.ts';

export function parseHostInfo(value: unknown): HostInfo | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, hostName, people }: { name?: unknown; hostName?: unknown; people?: unknown } = value;
  if (typeof name !== 'string' || typeof hostName !== 'string' || !Number.isInteger(people)) return null;
  return { name, hostName, people: Number(people) };
}

/** Null where nobody answers within `timeoutMs`, or what answers is no chat. */
export async function fetchHostInfo(url: string, timeoutMs: number): Promise<HostInfo | null> {
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? parseHostInfo(await response.json()) : null;
  } catch {
    return null;
  }
}
