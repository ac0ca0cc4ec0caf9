import { expect, test } from 'vitest';
import { png } from '../test/pictures.ts';
import { temporaryHost } from '../test/temporary.ts';
import { sendFile } from '../test/uploading.ts';
import { joinWire } from '../test/wire-client.ts';
import { createJoinedFiles } from './joined-files.ts';

const page = 'app://chatbox';

async function answerOf(
  files: ReturnType<typeof createJoinedFiles>,
  path: string,
  init?: RequestInit,
): Promise<Response> {
  return (await files(new Request(page + path, init))) ?? expect.fail('no address of a file');
}

/** A host that says this of every file. */
function hostSaying(headers: Record<string, string>, status = 200) {
  const asked: string[] = [];
  const files = createJoinedFiles({
    origin: () => 'http://192.168.1.5:8765',
    fetch: (url) => {
      asked.push(url);
      return Promise.resolve(new Response('bytes', { status, headers }));
    },
  });
  return { files, asked };
}

test('a picture of the joined host is there under the page’s own address, in parts too', async () => {
  const { port } = await temporaryHost();
  const { client } = await joinWire(port, 'An');
  const bytes = png(20, 10);
  const { path } = await sendFile(port, client, bytes, { name: 'ảnh lớp.png' });
  const files = createJoinedFiles({ origin: () => `http://127.0.0.1:${port}`, fetch });
  const whole = await answerOf(files, path);
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
  expect(whole.headers.get('content-type')).toBe('image/png');
  expect(whole.headers.get('content-disposition')).toMatch(/^inline; .*l%E1%BB%9Bp\.png$/);
  const part = await answerOf(files, path, { headers: { range: 'bytes=0-3' } });
  expect([part.status, await part.text()]).toEqual([206, '\ufffdPNG']);
  const saved = await answerOf(files, `${path}?download`);
  expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
});

test.each<Record<string, string>>([
  { 'content-type': 'text/html', 'content-disposition': 'inline' },
  { 'content-type': 'image/svg+xml', 'content-disposition': 'inline' },
  { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="x.png"' },
  { 'content-type': 'image/png' },
])('whatever a host says (%o), only a picture is shown, and nothing runs', async (headers) => {
  const { files } = hostSaying({ ...headers, 'set-cookie': 'a=b', 'content-security-policy': '' });
  const answer = await answerOf(files, '/files/id-of-a-file/x');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('only files are fetched, only by their ids, and only from the host that was joined', async () => {
  const { files, asked } = hostSaying({});
  expect(files(new Request(`${page}/index.html`))).toBeNull();
  for (const path of ['/files/', '/files/..%2f..%2fapi/info', '/files/x', '/files//192.168.1.9/x']) {
    expect((await answerOf(files, path)).status).toBe(404);
  }
  expect((await answerOf(files, '/files/id-of-a-file', { method: 'POST', body: 'x' })).status).toBe(404);
  expect(asked).toEqual([]);
  await answerOf(files, '/files/id-of-a-file/a%2fb.png?download');
  expect(asked).toEqual(['http://192.168.1.5:8765/files/id-of-a-file/a%2fb.png?download']);
  const alone = createJoinedFiles({ origin: () => null, fetch: () => expect.fail('nobody is joined') });
  expect((await answerOf(alone, '/files/id-of-a-file')).status).toBe(404);
});

test('a file that is gone, and a host that does not answer, are no picture', async () => {
  expect((await answerOf(hostSaying({}, 404).files, '/files/id-of-a-file')).status).toBe(404);
  expect((await answerOf(hostSaying({}, 500).files, '/files/id-of-a-file')).status).toBe(502);
  const dead = createJoinedFiles({ origin: () => 'http://x', fetch: () => Promise.reject(new Error('cut')) });
  expect((await answerOf(dead, '/files/id-of-a-file')).status).toBe(502);
});
