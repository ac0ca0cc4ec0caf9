// Serves the built web page from its folder, and nothing else: the files are listed when the host starts, so no path
// that a stranger sends ever reaches the file system. Compressed copies that the build made beside a file are used.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, posix, resolve, sep } from 'node:path';
import { contentTypes } from './page-headers.ts';
import { nameWebManifest, webManifestFile } from './web-manifest.ts';

/** Best first. Browsers offer `br` only where the page is a secure context, which on a LAN it seldom is. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export interface WebPage {
  /** Answers a GET or HEAD for a file of the page. False: there is no such file, nothing was answered. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
}

/**
 * Lists the page's files. A folder that is not there is a host without a page.
 * @param chatName what the page is called on a phone's home screen
 */
export async function openWebPage(webDir: string | null, chatName: string): Promise<WebPage> {
  const folder = webDir === null ? null : resolve(webDir);
  const files = new Set(folder === null ? [] : await listFiles(folder));
  // The page is small and every pupil loads it in the same minute: read each file once.
  const contents = new Map<string, Promise<{ body: Buffer; etag: string }>>();
  const load = (file: string): Promise<{ body: Buffer; etag: string }> => {
    let content = contents.get(file);
    if (!content) {
      content = readFile(join(folder ?? '', file)).then((bytes) => {
        const body = file === webManifestFile ? nameWebManifest(bytes, chatName) : bytes;
        return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
      });
      contents.set(file, content);
      // A file that cannot be read now (too many open files) may be readable in a moment.
      content.catch(() => contents.delete(file));
    }
    return content;
  };

  return {
    async serve(request, response, path) {
      const file = path === '/' ? 'index.html' : path.slice(1);
      const type = contentTypes[extname(file)];
      if (type === undefined || !files.has(file)) return false;
      const accepted = String(request.headers['accept-encoding'] ?? '');
      const encoding = encodings.find(
        ([name, suffix]) => files.has(file + suffix) && new RegExp(`\\b${name}\\b`).test(accepted),
      );
      const { body, etag } = await load(file + (encoding?.[1] ?? ''));
      response.setHeader('Content-Type', type);
      response.setHeader('Vary', 'Accept-Encoding');
      response.setHeader('ETag', etag);
      // Names under assets/ carry a hash of their content; the page itself must be asked for every time.
      const hashed = file.startsWith('assets/');
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (encoding) response.setHeader('Content-Encoding', encoding[0]);
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304).end();
        return true;
      }
      response.setHeader('Content-Length', body.length);
      response.writeHead(200).end(request.method === 'HEAD' ? undefined : body);
      return true;
    },
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep)
          .join(posix.sep),
      );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
