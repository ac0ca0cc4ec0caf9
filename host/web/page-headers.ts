// What a built page is served with, over HTTP and in the window alike: the types of its files and what it may load.

/** By ending. A file with any other ending is no part of a page. */
export const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * The Content-Security-Policy of a page: its own files only, no inline script or style.
 * @param hosts other names of its own host (`192.168.1.5:8765`): it may connect to these, and show their pictures
 */
export function contentSecurityPolicy(hosts: readonly string[] = []): string {
  const sockets = hosts.flatMap((name) => [`ws://${name}`, `wss://${name}`]);
  const pages = hosts.map((name) => `http://${name}`);
  return [
    ...directives,
    // `blob:` is a picture before it is sent.
    ["img-src 'self' data: blob:", ...pages].join(' '),
    ["connect-src 'self'", ...sockets, ...pages].join(' '),
  ].join('; ');
}

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];
