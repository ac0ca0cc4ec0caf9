// Asks another host what it is, from a program. What answers may be anything: the answer is bounded in time and size.
import { type HostInfo, parseHostInfo } from '../../protocol/host-info.ts';

const timeoutMs = 1_500;
/** Ours has a few hundred. */
const maxBytes = 8 * 1024;

/** Null where nobody answers in time, or what answers is no chat. */
export async function askHostInfo(url: string): Promise<HostInfo | null> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok && response.body !== null)
      return parseHostInfo(JSON.parse(await readText(response.body)));
    await response.body?.cancel();
  } catch {
    // Not there, not in time, too long, or no JSON: no chat in any case.
  }
  return null;
}

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop by an error ends the connection too.
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error('too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
