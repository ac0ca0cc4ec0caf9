// Which requests are answered at all: the Host header against DNS rebinding, the Origin against foreign web pages.
// Pure; what was refused is remembered so that the owner can be asked.
import { isIP } from 'node:net';

/** Refused origins kept for the owner to see; more would only come from somebody who makes them up. */
const maxRefusedOrigins = 20;
const maxOriginLength = 300;

/** True for names that no outsider's DNS can point here: IP literals, localhost, single labels, `*.local`. */
function isLocalName(hostName: string): boolean {
  const name = hostName.toLowerCase().replace(/\.$/, '');
  if (isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0) return true;
  return /^[a-z0-9_-]+$/.test(name) || /^([a-z0-9_-]+\.)+local$/.test(name);
}

/** The name in a Host header, without its port; null for what is no Host header. */
function hostNameOf(header: string | undefined): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+)(:\d{1,5})?$/i.exec(header ?? '');
  return match?.[1] ?? null;
}

export class RequestPolicy {
  readonly #names: ReadonlySet<string>;
  readonly #allowed: Set<string>;
  readonly #refused = new Set<string>();

  /** `ownNames`: what this machine is called, and names that the owner allowed. */
  constructor(ownNames: readonly string[], allowedOrigins: readonly string[]) {
    this.#names = new Set(ownNames.map((name) => name.toLowerCase()));
    this.#allowed = new Set(allowedOrigins);
  }

  get allowedOrigins(): readonly string[] {
    return [...this.#allowed];
  }

  /** Refused since the start and not allowed since then. */
  get refusedOrigins(): readonly string[] {
    return [...this.#refused];
  }

  allowsHost(header: string | undefined): boolean {
    const name = hostNameOf(header);
    return name !== null && (isLocalName(name) || this.#names.has(name.toLowerCase()));
  }

  /**
   * Native programs send no origin, our own page sends the host it came from; `ownHosts` are this machine's other
   * addresses (`192.168.1.5:8765`), since our page tries them all. Everything else needs the owner's word.
   */
  allowsOrigin(
    origin: string | undefined,
    hostHeader: string | undefined,
    ownHosts: readonly string[],
  ): boolean {
    if (origin === undefined || this.#allowed.has(origin)) return true;
    const host = /^https?:\/\/(.+)$/.exec(origin)?.[1]?.toLowerCase();
    if (host !== undefined && (host === hostHeader?.toLowerCase() || ownHosts.includes(host))) return true;
    this.#remember(origin);
    return false;
  }

  /** The newest are kept: somebody who makes origins up must not hide the real one for long. */
  #remember(origin: string): void {
    if (origin.length > maxOriginLength) return;
    this.#refused.delete(origin);
    this.#refused.add(origin);
    for (const oldest of this.#refused) {
      if (this.#refused.size <= maxRefusedOrigins) break;
      this.#refused.delete(oldest);
    }
  }

  allowOrigin(origin: string): void {
    this.#refused.delete(origin);
    this.#allowed.add(origin);
  }
}
