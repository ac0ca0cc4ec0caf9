// Who may bring which file: a token that is good once, for one person and one file, for a short while. What is allowed
// counts as used room of that person from then on, so that ten files at once do not fill what one may; of the room of all
// only what comes takes anything, or devices that are allowed much and bring nothing would keep the others out. Knows no
// HTTP and no disk.
import type { RefusalCode, Result } from '../../protocol/error-codes.ts';
import type { HostLimits } from '../options.ts';
import type { FileStore, Incoming } from './file-store.ts';

/** A file that may come, or is coming. */
export interface Grant extends Incoming {
  readonly token: string;
  /** Of the clock that was handed in. */
  readonly until: number;
}

/** An upload that may begin; `done` ends what it stands for. */
export interface Taken {
  readonly grant: Grant;
  readonly done: () => void;
}

type GrantLimits = Pick<
  HostLimits,
  'maxFileBytes' | 'fileBytesPerPerson' | 'fileBytes' | 'uploadsPerPerson' | 'uploadGrantMs'
>;

export interface GrantOptions {
  readonly limits: GrantLimits;
  readonly store: Pick<FileStore, 'bytesOf' | 'totalBytes'>;
  /** Milliseconds of any steady clock. */
  readonly now: () => number;
  readonly newToken: () => string;
}

export class UploadGrants {
  readonly #options: GrantOptions;
  /** Not used yet, oldest first. */
  readonly #waiting = new Map<string, Grant>();
  readonly #coming = new Set<Grant>();

  constructor(options: GrantOptions) {
    this.#options = options;
  }

  /** The token for one file, or why it may not come. */
  allow(incoming: Incoming): Result<string, RefusalCode> {
    const { limits, store, now, newToken } = this.#options;
    this.#forgetExpired();
    if (incoming.sizeBytes > limits.maxFileBytes) return { ok: false, code: 'file-too-large' };
    const own = this.#of(this.#coming, incoming.by);
    if (own.length >= limits.uploadsPerPerson) return { ok: false, code: 'too-many-uploads' };
    const unused = this.#of(this.#waiting.values(), incoming.by);
    // Whoever asks anew has given up what was asked for before.
    const tooMany = unused.length + own.length + 1 - limits.uploadsPerPerson;
    for (const grant of unused.slice(0, Math.max(0, tooMany))) this.#waiting.delete(grant.token);

    const ownBytes =
      store.bytesOf(incoming.by) + sumOf([...own, ...this.#of(this.#waiting.values(), incoming.by)]);
    if (ownBytes + incoming.sizeBytes > limits.fileBytesPerPerson)
      return { ok: false, code: 'own-files-full' };
    if (!this.#hasRoomFor(incoming)) return { ok: false, code: 'files-full' };
    const token = newToken();
    this.#waiting.set(token, { ...incoming, token, until: now() + limits.uploadGrantMs });
    return { ok: true, value: token };
  }

  /** Uses a token up. `upload-expired`: it is none, is too old or was used; `files-full`: others came first. */
  take(token: string): Result<Taken, RefusalCode> {
    this.#forgetExpired();
    const grant = this.#waiting.get(token);
    if (grant === undefined) return { ok: false, code: 'upload-expired' };
    this.#waiting.delete(token);
    if (!this.#hasRoomFor(grant)) return { ok: false, code: 'files-full' };
    this.#coming.add(grant);
    return { ok: true, value: { grant, done: () => void this.#coming.delete(grant) } };
  }

  /** What this person was allowed and has not begun to bring may not come any more. */
  revoke(by: string): void {
    for (const { token } of this.#of(this.#waiting.values(), by)) this.#waiting.delete(token);
  }

  #hasRoomFor({ sizeBytes }: Incoming): boolean {
    const { limits, store } = this.#options;
    return store.totalBytes + sumOf([...this.#coming]) + sizeBytes <= limits.fileBytes;
  }

  #of(grants: Iterable<Grant>, by: string): Grant[] {
    return [...grants].filter((grant) => grant.by === by);
  }

  #forgetExpired(): void {
    const now = this.#options.now();
    for (const { token, until } of this.#waiting.values()) {
      if (until > now) break;
      this.#waiting.delete(token);
    }
  }
}

function sumOf(grants: readonly Grant[]): number {
  return grants.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
