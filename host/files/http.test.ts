// Files over real HTTP, on a real host.
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { gif, png } from '../../test/pictures.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { allowUpload, bringFile, sendFile } from '../../test/uploading.ts';
import { connectWire, joinWire, newId, type WireClient } from '../../test/wire-client.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const picture = png(30, 20);
const script = Buffer.from('<script>alert(1)</script>');

async function hostWithPerson(): Promise<{ port: number; client: WireClient; dataDir: string }> {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir });
  return { port, dataDir, client: (await joinWire(port, 'An')).client };
}

test('a picture is shown in a page, with nothing that could run beside it', async () => {
  const { port, client } = await hostWithPerson();
  const { path } = await sendFile(port, client, picture, { name: 'ảnh "lớp".png' });
  const { status, headers, body } = await ask(port, 'GET', path);
  expect(status).toBe(200);
  expect(body).toEqual(picture);
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'content-length': String(picture.length),
    'content-disposition': `inline; filename="_nh _l_p_.png"; filename*=UTF-8''%E1%BA%A3nh%20_l%E1%BB%9Bp_.png`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'private, max-age=31536000, immutable',
  });
  const saved = await ask(port, 'GET', `${path}?download`);
  expect(saved.headers['content-disposition']).toMatch(/^attachment; /);
});

test.each([
  ['a page', 'x.html', 'text/html'],
  ['a drawing that may run', 'x.svg', 'image/svg+xml'],
  ['what only calls itself a picture', 'x.png', 'image/png'],
])('%s is only ever saved', async (_what, name, mediaType) => {
  const { port, client } = await hostWithPerson();
  const { path } = await sendFile(port, client, script, { name, mediaType });
  const { headers } = await ask(port, 'GET', path);
  expect(headers['content-type']).toBe('application/octet-stream');
  expect(headers['content-disposition']).toMatch(/^attachment; /);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('parts of a file, and what has not changed, are answered as such', async () => {
  const { port, client } = await hostWithPerson();
  const { path } = await sendFile(port, client, Buffer.from('0123456789'));
  const part = async (
    range: string,
    more: Record<string, string> = {},
  ): Promise<[number, string, string?]> => {
    const { status, headers, body } = await ask(port, 'GET', path, { range, ...more });
    return [status, body.toString(), headers['content-range']];
  };
  expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10']);
  expect(await part('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10']);
  expect(await part('bytes=-2')).toEqual([206, '89', 'bytes 8-9/10']);
  expect(await part('bytes=0-99')).toEqual([206, '0123456789', 'bytes 0-9/10']);
  expect(await part('bytes=10-')).toEqual([416, '', 'bytes */10']);
  for (const all of ['bytes=0-1,3-4', 'bytes=5-2', 'lines=1-2', 'bytes=-']) {
    expect(await part(all)).toEqual([200, '0123456789', undefined]);
  }
  expect(await part('bytes=2-4', { 'if-range': '"another"' })).toEqual([200, '0123456789', undefined]);
  const whole = await ask(port, 'GET', path);
  const etag = whole.headers.etag ?? '';
  expect((await ask(port, 'GET', path, { 'if-none-match': etag })).status).toBe(304);
  const head = await ask(port, 'HEAD', path);
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '10', 0]);
});

test('ids of nobody, names of contents and ways out of the folder lead nowhere', async () => {
  const { port, client, dataDir } = await hostWithPerson();
  await sendFile(port, client, picture);
  const [content = ''] = readdirSync(join(dataDir, 'files'));
  for (const path of [
    newId(),
    content,
    '',
    '..%2fdata.json',
    '../data.json',
    '__proto__',
    `${newId()}/x.png`,
  ]) {
    expect((await ask(port, 'GET', `/files/${path}`)).status, path).toBe(404);
  }
  for (const method of ['PUT', 'DELETE', 'POST'])
    expect((await ask(port, method, '/files/x')).status).toBe(405);
  expect((await ask(port, 'GET', '/files')).status).toBe(405);
});

test('a content that was cut on the disk is not there rather than half', async () => {
  const { port, client, dataDir } = await hostWithPerson();
  const { path } = await sendFile(port, client, picture);
  truncateSync(join(dataDir, 'files', readdirSync(join(dataDir, 'files'))[0] ?? ''), 10);
  expect((await ask(port, 'GET', path)).status).toBe(404);
});

test('a token works once; without one nothing is taken', async () => {
  const { port, client, dataDir } = await hostWithPerson();
  const token = await allowUpload(client, picture);
  expect((await bringFile(port, token, picture)).status).toBe(201);
  for (const again of [token, newId(), '']) {
    const refused = await bringFile(port, again, picture);
    expect([refused.status, refused.body]).toEqual([401, { code: 'upload-expired' }]);
  }
  expect(readdirSync(join(dataDir, 'files'))).toHaveLength(1);
});

test('a body of another length than was allowed is refused before it is read', async () => {
  const { port, client, dataDir } = await hostWithPerson();
  const longer = await bringFile(port, await allowUpload(client, picture), Buffer.concat([picture, picture]));
  expect([longer.status, longer.body]).toEqual([413, { code: 'file-too-large' }]);
  const shorter = await bringFile(port, await allowUpload(client, picture), picture.subarray(1));
  expect([shorter.status, shorter.body]).toEqual([400, { code: 'upload-incomplete' }]);
  expect(existsSync(join(dataDir, 'files'))).toBe(false);
});

test('only somebody with a seat of a device may bring a file, and the sizes are the host’s to decide', async () => {
  const { port } = await temporaryHost({ limits: { maxFileBytes: 10, fileBytesPerPerson: 15 } });
  const stranger = await connectWire(port);
  const wanted = { type: 'request-upload', id: newId(), name: 'a', size: 5, mediaType: '' };
  stranger.send({ type: 'set-typing', typing: false });
  const { client, joined } = await joinWire(port, 'An');
  expect(joined['maxFileBytes']).toBe(10);
  client.send({ ...wanted, size: 11 });
  expect(await client.nextOf('refused')).toMatchObject({ replyTo: wanted.id, code: 'file-too-large' });
  await sendFile(port, client, Buffer.alloc(10));
  client.send(wanted);
  await client.nextOf('upload-allowed');
  client.send({ ...wanted, size: 6 });
  expect(await client.nextOf('refused')).toMatchObject({ code: 'own-files-full' });
  client.send({ ...wanted, size: -1 });
  expect(await client.nextOf('protocol-error')).toMatchObject({ code: 'bad-command', need: 'size' });
});

/** Begins an upload by hand; `answer` is all that the host says until it hangs up. */
function beginUpload(port: number, token: string, length: number) {
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  const answer = new Promise<string>((resolve) => {
    let said = '';
    socket.on('data', (data: Buffer) => (said += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
  });
  socket.write(
    `POST /files HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
      `Authorization: Bearer ${token}\r\nContent-Length: ${length}\r\n\r\n`,
  );
  return { socket, answer };
}

/** How many are on their way. */
function uploadsUnder(dataDir: string): number {
  const folder = join(dataDir, 'files');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('.')).length : 0;
}

test('a slow upload may take longer than any other request', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir, limits: { requestTimeoutMs: 300 } });
  const { client } = await joinWire(port, 'An');
  const { socket, answer } = beginUpload(port, await allowUpload(client, picture), picture.length);
  socket.write(picture.subarray(0, 20));
  while (uploadsUnder(dataDir) === 0) await client.settled();
  // Begun later, and cut for not coming to its end.
  const other = connect(port, '127.0.0.1');
  other.write('GET / HTTP/1.1\r\n');
  await once(other.resume(), 'close');
  socket.write(picture.subarray(20));
  expect(await answer).toMatch(/^HTTP\/1\.1 201 /);
});

test('an upload that stops is cut, and leaves its place and no file', async () => {
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir, limits: { uploadIdleTimeoutMs: 50, uploads: 1 } });
  const { client } = await joinWire(port, 'An');
  const { socket, answer } = beginUpload(port, await allowUpload(client, picture), picture.length);
  socket.write(picture.subarray(0, 20));
  await answer;
  // The place is free a moment after the connection is gone.
  const next = Buffer.from('next');
  const bringNext = async () => (await bringFile(port, await allowUpload(client, next), next)).status;
  while ((await bringNext()) === 429) await client.settled();
  expect(readdirSync(join(dataDir, 'files'))).toHaveLength(1);
});

test('an upload that trickles is cut with a code, though it never stops', async () => {
  const limits = { uploadIdleTimeoutMs: 100, uploadBytesPerSecond: 1_000_000 };
  const dataDir = temporaryFolder();
  const { port } = await temporaryHost({ dataDir, limits });
  const { client } = await joinWire(port, 'An');
  const bytes = Buffer.alloc(100_000);
  const { socket, answer } = beginUpload(port, await allowUpload(client, bytes), bytes.length);
  const trickling = setInterval(() => socket.write('x'), 5);
  onTestFinished(() => clearInterval(trickling));
  expect(await answer).toMatch(/^HTTP\/1\.1 400 [^]*{"code":"upload-incomplete"}/);
  await expect.poll(() => uploadsUnder(dataDir)).toBe(0);
});

test('where all files have no room left, one that was allowed before is refused before it is read', async () => {
  const { port } = await temporaryHost({ limits: { fileBytes: 150 } });
  const { client } = await joinWire(port, 'An');
  const { client: other } = await joinWire(port, 'Bình');
  const bytes = Buffer.alloc(100);
  const [first, second] = [
    await allowUpload(client, bytes),
    await allowUpload(other, Buffer.alloc(100, 'x')),
  ];
  expect((await bringFile(port, first, bytes)).status).toBe(201);
  const { status, body } = await bringFile(port, second, Buffer.alloc(100, 'x'));
  expect([status, body]).toEqual([507, { code: 'files-full' }]);
});

test('above the number of uploads at once, of one address or of all, the next one is told to wait', async () => {
  for (const limits of [{ uploads: 1 }, { uploadsPerAddress: 1 }]) {
    const dataDir = temporaryFolder();
    const { port } = await temporaryHost({ dataDir, limits });
    const { client } = await joinWire(port, 'An');
    const first = beginUpload(port, await allowUpload(client, picture), picture.length);
    first.socket.write(picture.subarray(0, 20));
    const token = await allowUpload(client, picture);
    // The host has read the first one's header by then: a file is made for it.
    while (uploadsUnder(dataDir) === 0) await client.settled();
    const { status, body } = await bringFile(port, token, picture);
    expect([status, body]).toEqual([429, { code: 'too-many-uploads' }]);
    first.socket.write(picture.subarray(20));
    expect(await first.answer).toMatch(/^HTTP\/1\.1 201 /);
    expect((await bringFile(port, token, picture)).status).toBe(201);
  }
});

test('a page from elsewhere brings no file; our own page from another address of this host does', async () => {
  const { port, client } = await hostWithPerson();
  const token = await allowUpload(client, picture);
  const foreign = { origin: 'http://evil.example', authorization: `Bearer ${token}` };
  expect((await ask(port, 'POST', '/files', foreign, picture)).status).toBe(403);
  expect((await ask(port, 'OPTIONS', '/files', foreign)).status).toBe(403);
  const own = { origin: `http://127.0.0.1:${port}` };
  const preflight = await ask(port, 'OPTIONS', '/files', own);
  expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, own.origin]);
  const answer = await ask(port, 'POST', '/files', { ...own, authorization: `Bearer ${token}` }, picture);
  expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([201, own.origin]);
  const { status } = await ask(port, 'GET', '/files/x', { host: 'evil.example' });
  expect(status).toBe(403);
});

test('a message goes with a file once it is there, of whoever brought it, and with an empty text too', async () => {
  const { port, client } = await hostWithPerson();
  const { client: other } = await joinWire(port, 'Bình');
  const { body: file } = await bringFile(port, await allowUpload(client, picture), picture);
  const send = (by: WireClient, more: object): string => {
    const id = newId();
    by.send({ type: 'send-message', id, content: '', file: file.id, ...more });
    return id;
  };
  send(other, {});
  expect(await other.nextOf('refused')).toMatchObject({ code: 'unknown-file' });
  const id = send(client, {});
  const { messages } = await other.nextOf('messages-sent');
  expect(messages).toMatchObject([
    {
      id,
      content: '',
      file: { id: file.id, type: 'image/png', width: 30, height: 20, size: picture.length },
    },
  ]);
  await client.nextOf('messages-stored');
  // The same message again is the same message, another one has no claim to its file.
  client.send({ type: 'send-message', id, content: '', file: file.id });
  expect(await client.nextOf('messages-stored')).toMatchObject({ messages: [{ id, seq: 1 }] });
  send(client, {});
  expect(await client.nextOf('refused')).toMatchObject({ code: 'unknown-file' });
  send(client, { file: 'x' });
  expect(await client.nextOf('protocol-error')).toMatchObject({ need: 'file' });
  client.send({ type: 'send-message', id: newId(), content: '' });
  expect(await client.nextOf('refused')).toMatchObject({ code: 'bad-content' });
});

test('older wires hear the name of the file and a link to where they have reached the host', async () => {
  const { port, client, dataDir } = await hostWithPerson();
  const classic = await connectWire(port, '/', { headers: { host: `lop9a.local:${port}` } });
  classic.send({ type: 'name', name: 'Classic' });
  await classic.nextOf('name');
  const workshop = await connectWire(port, '/workshop');
  workshop.send({ type: 'set_username', username: 'Workshop' });
  await workshop.nextOf('username_accepted');
  const { path, file } = await sendFile(port, client, gif(), { name: 'mèo.gif' }, 'xem này');
  const said = (host: string): string => `xem này\nmèo.gif\nhttp://${host}${path}`;
  expect(await classic.next(({ datatype }) => datatype === 'message')).toMatchObject({
    content: said(`lop9a.local:${port}`),
  });
  expect(await workshop.nextOf('chat')).toMatchObject({ message: said(`127.0.0.1:${port}`) });
  const late = await connectWire(port, '/workshop');
  late.send({ type: 'set_username', username: 'Late' });
  expect(await late.nextOf('history')).toMatchObject({ messages: [{ message: said(`127.0.0.1:${port}`) }] });
  // The file that every older system can load has it in words too, and ours in its own keys.
  const [line] = JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8')) as [Record<string, unknown>];
  expect(line).toMatchObject({ text: 'xem này', file });
  expect(line['content']).toMatch(/^xem này\nmèo\.gif\nhttp:\/\/[\d.a-z]+:\d+\/files\//);
});

test('a host that was stopped and started again has the files and what was said with them', async () => {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({ dataDir });
  const { client } = await joinWire(host.port, 'An');
  const { path, file } = await sendFile(host.port, client, picture, {}, 'đây');
  await host.close();
  const again = await temporaryHost({ dataDir });
  expect((await ask(again.port, 'GET', path)).body).toEqual(picture);
  const { joined } = await joinWire(again.port, 'An');
  expect(joined['messages']).toMatchObject([{ content: 'đây', file }]);
});

test('a file belongs to its conversation, and goes with its message when that is deleted', async () => {
  const dataDir = temporaryFolder();
  const { port, hostKey } = await temporaryHost({ dataDir });
  const { client } = await joinWire(port, 'An', { hostKey });
  client.send({ type: 'set-private-messages', id: newId(), policy: 'everyone' });
  await client.nextOf('arranged');
  const { client: other, joined } = await joinWire(port, 'Bình');
  const { id: talkPartner } = joined['you'] as { readonly id: string };
  const room = `@${talkPartner}`;
  const { body: secret } = await bringFile(port, await allowUpload(client, picture, { room }), picture);
  // What was brought for a private talk goes nowhere else.
  client.send({ type: 'send-message', id: newId(), content: '', file: secret.id });
  expect(await client.nextOf('refused')).toMatchObject({ code: 'unknown-file' });
  const id = newId();
  client.send({ type: 'send-message', id, content: '', file: secret.id, room });
  expect(await other.nextOf('messages-sent')).toMatchObject({ messages: [{ id, file: { id: secret.id } }] });
  await client.nextOf('messages-stored');
  const path = `/files/${String(secret.id)}`;
  expect((await ask(port, 'GET', path)).status).toBe(200);

  const deletion = newId();
  client.send({ type: 'delete-message', id: deletion, message: { seq: 1, id }, room });
  expect(await client.next(({ replyTo }) => replyTo === deletion)).toMatchObject({ type: 'done' });
  expect((await ask(port, 'GET', path)).status).toBe(404);
  expect(readdirSync(join(dataDir, 'files'))).toEqual([]);
});

test('a file whose message was deleted is gone after the next opening, where a kill came in between', async () => {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({ dataDir });
  const { client } = await joinWire(host.port, 'An');
  const { path } = await sendFile(host.port, client, picture);
  await sendFile(host.port, client, gif());
  const { joined } = await joinWire(host.port, 'Bình');
  const [message] = joined['messages'] as [{ readonly seq: number; readonly id: string }];
  await host.close();
  // The deletion was stored, and that was all.
  const deleted = { change: 'deleted', seq: message.seq, message: message.id, id: newId(), at: 5, by: 'An' };
  writeFileSync(join(dataDir, 'data.changes.json'), `[\n${JSON.stringify(deleted)}\n]\n`);
  const again = await temporaryHost({ dataDir });
  expect((await ask(again.port, 'GET', path)).status).toBe(404);
  expect(readdirSync(join(dataDir, 'files'))).toHaveLength(1);
});
