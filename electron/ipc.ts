// The main process's end of the bridge: who may call, which payloads are taken, what is answered. Knows no endpoint by
// heart and not Electron itself; `main.ts` connects it to the channels.
import type { Answer, EndpointName, Endpoints, Payload } from '../client/endpoints.ts';
import type { PayloadParsers } from './payloads.ts';

/** What every endpoint does, by name. A missing one does not compile. */
export type Handlers = {
  readonly [Name in EndpointName]: (
    payload: Payload<Name>,
  ) => Endpoints[Name]['result'] | Promise<Endpoints[Name]['result']>;
};

/** The part of a frame of a page that tells whose it is. */
export interface SenderFrame {
  readonly url: string;
}

/** Where a call comes from: the parts of Electron's IPC event that the check looks at. */
export interface CallSender {
  readonly sender: { readonly id: number; readonly mainFrame: SenderFrame };
  /** Null when the frame is gone or has navigated away since. */
  readonly senderFrame: SenderFrame | null;
}

/**
 * Whether a call comes from our own page: the main frame (no frame inside it) of our own window, still at our address.
 * @param pageUrl the address that the window was opened with
 */
export function isOwnPage(call: CallSender, windowId: number | null, pageUrl: string): boolean {
  const { sender, senderFrame } = call;
  if (senderFrame === null || sender.id !== windowId || senderFrame !== sender.mainFrame) return false;
  const actual = URL.parse(senderFrame.url);
  const expected = new URL(pageUrl);
  return actual !== null && actual.protocol === expected.protocol && actual.host === expected.host;
}

/**
 * The answer to one call of our own page. Never rejects: an error would lose its code on the way to the page.
 * @param report hears what a handler threw
 */
export async function answerCall(
  parsers: PayloadParsers,
  handlers: Handlers,
  endpoint: unknown,
  payload: unknown,
  report: (error: unknown) => void,
): Promise<Answer<EndpointName>> {
  if (!isEndpointName(endpoint, handlers)) return { ok: false, code: 'bad-request' };
  return answer(parsers, handlers, endpoint, payload, report);
}

function isEndpointName(value: unknown, handlers: Handlers): value is EndpointName {
  return typeof value === 'string' && Object.hasOwn(handlers, value);
}

async function answer<Name extends EndpointName>(
  parsers: PayloadParsers,
  handlers: Handlers,
  name: Name,
  payload: unknown,
  report: (error: unknown) => void,
): Promise<Answer<Name>> {
  const parsed = parsers[name](payload);
  if (!parsed.ok) return parsed;
  try {
    return { ok: true, value: await handlers[name](parsed.value) };
  } catch (error) {
    report(error);
    return { ok: false, code: 'handler-failed' };
  }
}
