// Answers the window's own requests (`app://chatbox/...`) from the folder of the built page. Knows no Electron: a
// Request goes in, a Response comes out.
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { contentSecurityPolicy, contentTypes } from '../host/web/page-headers.ts';

/** Where the window's page lives. */
export const pageUrl = 'app://chatbox/index.html';

/** The page talks to the main process only. */
const policy = contentSecurityPolicy();

/**
 * @param folder absolute path of the built page
 * @param fileOf answers for the files of the joined chat, which are under the page's own address; null for all others
 */
export function createPageHandler(
  folder: string,
  fileOf: (request: Request) => Promise<Response> | null = () => null,
): (request: Request) => Promise<Response> {
  const { host } = new URL(pageUrl);
  return async (request) => {
    const url = URL.parse(request.url);
    if (request.method !== 'GET' || url === null || url.host !== host) return refuse(400);
    const shared = fileOf(request);
    if (shared !== null) return shared;
    const file = fileWithin(folder, url.pathname);
    const contentType = contentTypes[extname(url.pathname)];
    if (file === null || contentType === undefined) return refuse(404);
    try {
      return new Response(await readFile(file), {
        headers: {
          'content-type': contentType,
          'content-security-policy': policy,
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
        },
      });
    } catch {
      return refuse(404);
    }
  };
}

function fileWithin(folder: string, pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const file = resolve(folder, `.${path}`);
  return file.startsWith(folder + sep) && !path.includes('\0') ? file : null;
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { 'content-security-policy': policy } });
}
