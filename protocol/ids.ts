// The form of ids and device keys. Randomness is handed in: a page that came over plain http has no
// `crypto.randomUUID`, but every browser and Node have `crypto.getRandomValues`.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const messageId = /^[A-Za-z0-9_-]{8,64}$/;
const deviceKey = /^[A-Za-z0-9_-]{16,128}$/;

/** True for the id of a message or command: 8 to 64 characters of base64url. */
export function isMessageId(value: unknown): value is string {
  return typeof value === 'string' && messageId.test(value);
}

/** True for the secret that owns a seat: 16 to 128 characters of base64url. */
export function isDeviceKey(value: unknown): value is string {
  return typeof value === 'string' && deviceKey.test(value);
}

/**
 * A new id: 22 characters of base64url, 128 random bits. Also good as a device key.
 * @param fillRandom fills the bytes from a cryptographic source, as `crypto.getRandomValues` does
 */
export function createId(fillRandom: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const bytes = new Uint8Array(16);
  fillRandom(bytes);
  let id = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      id += alphabet[(held >> bits) & 63];
    }
    held &= (1 << bits) - 1;
  }
  return id + alphabet[(held << (6 - bits)) & 63];
}
