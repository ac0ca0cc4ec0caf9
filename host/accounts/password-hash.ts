// Turns passwords into what may be kept of them, and compares. One at a time and off the main thread: hashing is slow on
// purpose, and whoever asks for many must not take the threads that the disk is written with.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { normalisePassword } from '../../protocol/accounts.ts';

/** What scrypt costs (RFC 7914): memory is 128 * n * r bytes. */
export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

export interface ScryptHash extends ScryptCost {
  readonly algorithm: 'scrypt';
  /** 16 random bytes, base64url. */
  readonly salt: string;
  /** 32 bytes, base64url. */
  readonly hash: string;
}

/** A plain SHA-256 as an older system kept it: good for one log-in, which replaces it. */
export interface ImportedHash {
  readonly algorithm: 'sha256';
  /** 64 hexadecimal digits. */
  readonly hash: string;
}

export type PasswordHash = ScryptHash | ImportedHash;

/** 32 MB and about a tenth of a second on a school computer. */
const defaultCost: ScryptCost = { n: 32_768, r: 8, p: 1 };
/** Costs that a file may ask for: beyond them it would stop the host rather than protect anybody. */
const mostCost: ScryptCost = { n: 131_072, r: 16, p: 4 };

const hashBytes = 32;
const maxMemoryBytes = 128 * mostCost.n * mostCost.r * 2;
/** Whoever comes when so many wait is told to come later: the last of them waits about six seconds. */
const mostWaiting = 64;

export type Derive = (password: string, salt: Buffer, cost: ScryptCost) => Promise<Buffer>;

export interface CheckedPassword {
  readonly matches: boolean;
  /** What to keep from now on, where the kept hash was an imported one and matched. */
  readonly better: ScryptHash | null;
}

export class PasswordHasher {
  readonly #cost: ScryptCost;
  readonly #derive: Derive;
  readonly #waiting: (() => Promise<void>)[] = [];
  #busy = false;

  /** @param derive tests hand in one that counts */
  constructor(cost: ScryptCost = defaultCost, derive: Derive = deriveWithScrypt) {
    this.#cost = cost;
    this.#derive = derive;
  }

  /** What to keep of a password; null where too many wait already. */
  hash(password: string): Promise<ScryptHash | null> {
    return this.#inTurn(() => this.#hash(password));
  }

  /**
   * Compares with what is kept, or with nothing (null: there is no such account), at the same cost in every case. Null
   * where too many wait already.
   */
  check(password: string, kept: PasswordHash | null): Promise<CheckedPassword | null> {
    return this.#inTurn(async () => {
      if (kept?.algorithm === 'scrypt') return { matches: await this.#matches(password, kept), better: null };
      // The hash is made for a wrong password and for nobody's as well: how long it takes says nothing.
      const better = await this.#hash(password);
      const matches = kept !== null && matchesImported(password, kept);
      return { matches, better: matches ? better : null };
    });
  }

  async #hash(password: string): Promise<ScryptHash> {
    const salt = randomBytes(16);
    const hash = await this.#derive(normalisePassword(password), salt, this.#cost);
    const text = { salt: salt.toString('base64url'), hash: hash.toString('base64url') };
    return { algorithm: 'scrypt', ...this.#cost, ...text };
  }

  async #matches(password: string, kept: ScryptHash): Promise<boolean> {
    const salt = Buffer.from(kept.salt, 'base64url');
    const hash = await this.#derive(normalisePassword(password), salt, kept);
    return timingSafeEqual(hash, Buffer.from(kept.hash, 'base64url'));
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value | null> {
    if (this.#waiting.length >= mostWaiting) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => work().then(resolve, reject));
      void this.#goOn();
    });
  }

  async #goOn(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await next();
    this.#busy = false;
  }
}

const deriveWithScrypt: Derive = (password, salt, { n, r, p }) =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, { N: n, r, p, maxmem: maxMemoryBytes }, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });

/** The older system hashed the bytes as they were typed, whichever way they were composed. */
function matchesImported(password: string, { hash }: ImportedHash): boolean {
  const kept = Buffer.from(hash, 'hex');
  const forms = [password, normalisePassword(password), password.normalize('NFD')];
  return forms.map((form) => timingSafeEqual(sha256(form), kept)).includes(true);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Reads a hash of the accounts file; null for anything that is none. */
export function parsePasswordHash(value: unknown): PasswordHash | null {
  if (typeof value !== 'object' || value === null || !('algorithm' in value) || !('hash' in value))
    return null;
  const { algorithm, hash } = value;
  if (typeof hash !== 'string') return null;
  if (algorithm === 'sha256') return /^[\da-f]{64}$/i.test(hash) ? { algorithm, hash } : null;
  if (algorithm !== 'scrypt' || !('salt' in value) || typeof value.salt !== 'string') return null;
  const cost = parseCost(value);
  if (cost === null || Buffer.from(hash, 'base64url').length !== hashBytes) return null;
  return { algorithm, ...cost, salt: value.salt, hash };
}

function parseCost(value: object): ScryptCost | null {
  const { n, r, p } = { n: 0, r: 0, p: 0, ...value };
  const isCost = (cost: unknown, most: number): boolean =>
    Number.isInteger(cost) && Number(cost) >= 1 && Number(cost) <= most;
  // RFC 7914, section 6: a power of two below 2^(128 r / 8). Asked for anything else, scrypt throws.
  const isPower = Number.isInteger(Math.log2(n)) && n > 1 && Math.log2(n) < 16 * r;
  return isPower && isCost(n, mostCost.n) && isCost(r, mostCost.r) && isCost(p, mostCost.p)
    ? { n, r, p }
    : null;
}
