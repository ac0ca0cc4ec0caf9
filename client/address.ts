// Where a chat is, as people type, paste and share it. Addresses only; nothing is connected to or looked up here.
import type { Result } from '../protocol/error-codes.ts';
import { defaultPort } from '../protocol/limits.ts';

export interface ChatAddress {
  /** The short form for people, which `parseAddress` reads again. */
  readonly display: string;
  /** WebSocket URLs of the one host, likeliest first, at least one. */
  readonly urls: readonly [string, ...string[]];
  /** Where the host says what it is. */
  readonly infoUrl: string;
  /** The chat's password, where the link carries it. */
  readonly password?: string;
}

interface Place {
  readonly scheme: string;
  readonly secure: boolean;
  /** Host name or IP literal, IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const maxLength = 2_000;
const maxAddresses = 8;
const schemes = ['http', 'https', 'ws', 'wss'];
const securePort = 443;
const passwordPart = 'password=';

/**
 * Reads an address as a person types it: `192.168.1.5`, `lop9a.local:8765`, `[::1]:9000`, `ws://...`, `https://...`,
 * with spaces around. What follows `#via=` are more addresses of the same host, as a shared link carries them.
 *
 * Without a port it is 8765, for `http://` and `ws://` too: who types `http://192.168.1.5` means the chat there.
 * `https://` and `wss://` mean 443, since encryption comes from a web server in front of the chat.
 */
export function parseAddress(text: unknown): Result<ChatAddress, 'bad-address'> {
  return parse(text, defaultPort);
}

/** Reads the URL of the page that a host served. A port that a browser leaves out is the scheme's own. */
export function parsePageUrl(href: unknown): Result<ChatAddress, 'bad-address'> {
  return parse(href, 80);
}

/**
 * The link that opens a chat and carries all addresses of its host; `parseAddress` reads it again.
 * @param addresses names or IP literals without brackets, likeliest first; none means this machine only
 * @param password of the chat, to be carried behind the `#`, which no browser sends anywhere
 */
export function formatShareUrl(
  addresses: readonly string[],
  port: number,
  password: string | null = null,
): string {
  const [first = 'localhost:' + port, ...others] = addresses.map((address) => `${bracket(address)}:${port}`);
  const parts = [
    ...(others.length === 0 ? [] : [`via=${others.join(',')}`]),
    ...(password === null ? [] : [passwordPart + encodeURIComponent(password)]),
  ];
  return parts.length === 0 ? `http://${first}/` : `http://${first}/#${parts.join('&')}`;
}

function parse(text: unknown, portWhenMissing: number): Result<ChatAddress, 'bad-address'> {
  if (typeof text !== 'string' || text.length > maxLength) return { ok: false, code: 'bad-address' };
  const [main = '', fragment = ''] = text.trim().split('#', 2);
  const place = parsePlace(main, portWhenMissing);
  if (place === null) return { ok: false, code: 'bad-address' };
  // The others are plain: an encrypted chat does not fall back to them.
  const others = place.secure ? [] : parseVia(fragment);
  const [first, ...rest] = [place, ...others].map(socketUrl);
  if (first === undefined) return { ok: false, code: 'bad-address' };
  const more = [...new Set(rest)].filter((url) => url !== first).slice(0, maxAddresses - 1);
  const web = `${place.secure ? 'https' : 'http'}://${place.host}:${place.port}`;
  const password = passwordIn(fragment);
  return {
    ok: true,
    value: {
      display: display(place),
      urls: [first, ...more],
      infoUrl: `${web}${place.path}api/info`,
      ...(password === null ? {} : { password }),
    },
  };
}

function parsePlace(text: string, portWhenMissing: number): Place | null {
  const [, scheme = 'http', rest = ''] = /^(?:([a-z]+):\/\/)?(.*)$/i.exec(text) ?? [];
  const [, authority = '', path = ''] = /^([^/?\\]*)([^?]*)/.exec(rest) ?? [];
  const [, typedHost = '', typedPort] = splitAuthority(authority) ?? [];
  const name = scheme.toLowerCase();
  if (!schemes.includes(name) || typedHost === '') return null;
  const secure = name === 'https' || name === 'wss';
  const port = typedPort === undefined ? (secure ? securePort : portWhenMissing) : Number(typedPort);
  const url = parseUrl(`http://${typedHost}:${port}${path}`);
  if (url === null || port < 1 || !isHostAsTyped(url.hostname, typedHost)) return null;
  return { scheme: name, secure, host: url.hostname, port, path: socketPath(name, url.pathname) };
}

/** Host and port; a bare IPv6 address gets its brackets. Null where it is neither. */
function splitAuthority(authority: string): readonly (string | undefined)[] | null {
  if (/^[0-9a-f:.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(authority))
    return [authority, `[${authority}]`, undefined];
  return /^(\[[0-9a-f:.]+\]|[^\s@:[\]]+)(?::(\d{1,5}))?$/i.exec(authority);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A URL parser takes `8765` and `192.168.1` for IPv4 addresses that nobody meant. */
function isHostAsTyped(host: string, typed: string): boolean {
  return !/^\d+\.\d+\.\d+\.\d+$/.test(host) || host === typed;
}

/** A page's address stands for the folder that it is in; a socket's address is taken as it is. */
function socketPath(scheme: string, path: string): string {
  const tidy = path.replace(/\/{2,}/g, '/');
  return scheme.startsWith('ws') ? tidy : tidy.slice(0, tidy.lastIndexOf('/') + 1);
}

function parseVia(fragment: string): Place[] {
  const via = fragment.split('&').find((part) => part.startsWith('via='));
  if (via === undefined) return [];
  return via
    .slice('via='.length)
    .split(',')
    .map((entry) => (/^[^/?]+$/.test(entry) ? parsePlace(entry, defaultPort) : null))
    .filter((place) => place !== null);
}

function passwordIn(fragment: string): string | null {
  const part = fragment.split('&').find((other) => other.startsWith(passwordPart));
  try {
    return part === undefined ? null : decodeURIComponent(part.slice(passwordPart.length));
  } catch {
    return null;
  }
}

/** The link without the chat's password: what may stay in an address bar that others look at. */
export function withoutPassword(href: string): string {
  const [main = '', fragment = ''] = href.split('#', 2);
  const rest = fragment.split('&').filter((part) => part !== '' && !part.startsWith(passwordPart));
  return rest.length === 0 ? main : `${main}#${rest.join('&')}`;
}

function socketUrl({ secure, host, port, path }: Place): string {
  return `${secure ? 'wss' : 'ws'}://${host}:${port}${path}`;
}

function display({ scheme, secure, host, port, path }: Place): string {
  if (!secure && path === '/') return `${host}:${port}`;
  return `${scheme}://${host}${secure && port === securePort ? '' : `:${port}`}${path}`;
}

function bracket(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
