// Asks the host that served this page what it is, before anyone joins.
import { type HostInfo, parseHostInfo } from '../../protocol/host-info.ts';

/** Null where nobody answers within `timeoutMs`, or what answers is no chat. */
export async function fetchHostInfo(url: string, timeoutMs: number): Promise<HostInfo | null> {
  try {
    const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? parseHostInfo(await response.json()) : null;
  } catch {
    return null;
  }
}
