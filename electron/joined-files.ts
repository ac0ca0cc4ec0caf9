// Fetches files for the window's page from the host that it has joined, and from nowhere else: the page itself reaches no
// network. What the host says of a file is not believed further than it must be. Knows no Electron.

/** Below which the page asks for files: `app://chatbox/files/<id>/<name>`. */
const prefix = '/files/';
const fileId = /^[A-Za-z0-9_-]{8,64}$/;
/** How long the host may take to begin its answer. */
const answerTimeoutMs = 20_000;

/** What a picture in the page needs, and nothing else of what the host says. */
const passedOn = ['content-length', 'content-range', 'accept-ranges', 'etag', 'cache-control'];

export interface JoinedFilesOptions {
  /** Where the joined host has its files (`http://192.168.1.5:8765`); null where none is joined. */
  readonly origin: () => string | null;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Null for what is no file's address. */
export function createJoinedFiles({
  origin,
  fetch,
}: JoinedFilesOptions): (request: Request) => Promise<Response> | null {
  return (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(prefix)) return null;
    return answer(request, url);
  };

  async function answer(request: Request, url: URL): Promise<Response> {
    const [id = ''] = url.pathname.slice(prefix.length).split('/');
    const host = origin();
    if (request.method !== 'GET' || host === null || !fileId.test(id)) return none(404);
    const name = url.pathname.slice(prefix.length + id.length);
    const range = request.headers.get('range');
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), answerTimeoutMs);
    try {
      const found = await fetch(`${host}${prefix}${id}${name}${url.search}`, {
        headers: range === null ? {} : { range },
        redirect: 'error',
        credentials: 'omit',
        signal: AbortSignal.any([request.signal, late.signal]),
      });
      return found.ok ? harmless(found) : none(found.status === 404 ? 404 : 502);
    } catch {
      return none(502);
    } finally {
      // The bytes may take longer.
      clearTimeout(timer);
    }
  }
}

function none(status: number): Response {
  return new Response(null, { status, headers: { 'content-security-policy': "default-src 'none'" } });
}

/** The answer with our own word on what may be shown. */
function harmless(found: Response): Response {
  const type = found.headers.get('content-type') ?? '';
  const isPicture = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(type);
  const disposition = found.headers.get('content-disposition') ?? '';
  const isInline = isPicture && disposition.startsWith('inline');
  const headers = new Headers({
    'content-type': isPicture ? type : 'application/octet-stream',
    'content-disposition': isInline || disposition.startsWith('attachment') ? disposition : 'attachment',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  for (const name of passedOn) {
    const value = found.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(found.body, { status: found.status, headers });
}
