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
 * @param sockets where it may connect to besides its own origin
 */
export function contentSecurityPolicy(sockets: readonly string[] = []): string {
  return [...directives, ["connect-src 'self'", ...sockets].join(' ')].join('; ');
}

const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];
