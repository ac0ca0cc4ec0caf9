// The terminal client as its users meet it: a process with flags, pipes, signals and an exit code, and a real host.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { JsonObject } from '../protocol/json.ts';
import { startClassicServer } from '../test/old-servers/classic.ts';
import { startWorkshopServer } from '../test/old-servers/workshop.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { connectWire, joinWire, newId } from '../test/wire-client.ts';

interface RunningProcess {
  /** Holds the device keys. */
  readonly home: string;
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves once what the process said matches; rejects if it ends before. */
  heard(what: RegExp): Promise<void>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

const script = resolve(import.meta.dirname, 'chat.ts');

function start(command: string, args: readonly string[]): RunningProcess {
  // Device keys go to a folder of the test, on every system.
  const home = temporaryFolder();
  const env = { ...process.env, HOME: home, XDG_DATA_HOME: home, LOCALAPPDATA: home, TERM: 'xterm' };
  const child = spawn(command, args, { stdio: 'pipe', env });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  const hear = (): void => listeners.forEach((listener) => listener());
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    hear();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    hear();
  });
  // Who has ended does not read what is still written to it.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<Awaited<RunningProcess['ended']>>((done) => {
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
  const heard = (what: RegExp): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (what.test(stdout + stderr)) done();
      };
      listeners.add(look);
      void ended.then((end) => fail(new Error(`ended with ${end.code}: ${end.stdout}${end.stderr}`)));
      look();
    });
  return { home, child, heard, ended };
}

const run = (...args: string[]): RunningProcess => start(process.execPath, [script, ...args]);

async function openChat(dataDir = temporaryFolder(), port = 0) {
  const host = await temporaryHost({ dataDir, port });
  const address = `127.0.0.1:${host.status().port}`;
  const contents = (): unknown[] =>
    (JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8')) as { content: unknown }[]).map(
      ({ content }) => content,
    );
  return { host, port: host.status().port, address, dataDir, contents };
}

test('Each line of a pipe is a message as it is, and the end of the input ends it with exit code 0.', async () => {
  const { address, contents } = await openChat();
  const chat = run(address, '--name', 'An');
  const bytes = Buffer.from('\ufeffxin chào 😀\r\n\n/quit\n//x\nTiếng Việt không có dòng cuối');
  // One byte at a time: characters come in pieces, and a piece is no character.
  for (const byte of bytes) chat.child.stdin.write(Buffer.from([byte]));
  chat.child.stdin.end();
  const end = await chat.ended;
  expect(end).toMatchObject({ code: 0, stderr: '' });
  expect(contents()).toEqual(['xin chào 😀', '/quit', '//x', 'Tiếng Việt không có dòng cuối']);
  expect(end.stdout).toMatch(/^\d\d:\d\d An: xin chào 😀$/m);
});

test('The newest page and what others say come out without colours, and safe.', async () => {
  const { address, port } = await openChat();
  const { client: other } = await joinWire(port, 'Bình');
  other.send({ type: 'send-message', id: newId(), content: 'before' });
  await other.nextOf('messages-stored');
  const chat = run(address, '--name', 'An');
  await chat.heard(/Bình: before\n.*You are in Lớp 9A as An; 2 people are here\.\n/);
  other.send({
    type: 'send-message',
    id: newId(),
    content: '\u001b]0;x\u0007\u001b[2J\u009b1mhi\u202e\nthere',
  });
  await chat.heard(/Bình: ␛\]0;x␇␛\[2J\ufffd1mhi\n {6}there\n/);
  chat.child.stdin.end();
  const { code, stdout } = await chat.ended;
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/[^\n\P{Cc}]|\p{Bidi_Control}/u);
  expect(await other.nextOf('person-left')).toMatchObject({ person: { name: 'An' } });
});

test('A pipe logs in with a password from a file, and without one says how it is given.', async () => {
  const host = await temporaryHost({ accountMode: 'accounts-only', passwordCost: { n: 16, r: 1, p: 1 } });
  const { port } = host.status();
  const owner = await connectWire(port);
  owner.send({ type: 'register', id: newId(), name: 'An', password: 'hoa sen trắng' });
  await owner.nextOf('logged-in');
  const address = `127.0.0.1:${port}`;
  const asked = run(address, '--name', 'An');
  asked.child.stdin.end('xin chào\n');
  const end = await asked.ended;
  expect(end.code).toBe(1);
  expect(end.stderr).toMatch(/people with an account only.*\n.*--account-password-file FILE/);

  const file = join(temporaryFolder(), 'password');
  writeFileSync(file, '\ufeffhoa sen trắng\r\n');
  const chat = run(address, '--name', 'An', '--account-password-file', file);
  chat.child.stdin.end('xin chào\n');
  expect(await chat.ended).toMatchObject({ code: 0, stderr: '' });

  writeFileSync(file, 'hoa mai\n');
  const wrong = run(address, '--name', 'An', '--account-password-file', file);
  wrong.child.stdin.end('xin chào\n');
  expect(await wrong.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('do not go together') });

  writeFileSync(file, '\n');
  const empty = run(address, '--name', 'An', '--account-password-file', file);
  expect(await empty.ended).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be read') });
});

test('What is said while the host is away is stored once it is back, each line once.', async () => {
  const { host, address, port, dataDir } = await openChat();
  const chat = run(address, '--name', 'An');
  chat.child.stdin.write('one\n');
  await chat.heard(/An: one\n/);
  await host.close();
  await chat.heard(/The host has closed the chat\. Trying again by itself/);
  chat.child.stdin.end('two\nthree\n');
  const { contents } = await openChat(dataDir, port);
  expect(await chat.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Connected again.') });
  expect(contents()).toEqual(['one', 'two', 'three']);
});

test.each([
  ['classic', startClassicServer],
  ['workshop', startWorkshopServer],
])(
  'On a %s server it says what that cannot do, and its lines are said there.',
  async (_wire, startServer) => {
    const history: JsonObject[] = [];
    const server = await startServer({ history });
    onTestFinished(() => server.stop());
    const address = `127.0.0.1:${server.port}`;
    const chat = run(address, '--name', 'An');
    chat.child.stdin.end('xin chào\n');
    const { code, stdout } = await chat.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^You are in 127\.0\.0\.1:\d+ as An; .*\nThis is an older server:\n- After a lost/m,
    );
    expect(stdout).toMatch(/^\d\d:\d\d An: xin chào$/m);
    expect(JSON.stringify(history)).toContain('xin chào');
  },
);

test('A line that cannot be sent is told so, and costs the exit code but not the other lines.', async () => {
  const { address, contents } = await openChat();
  const chat = run(address, '--name', 'An');
  chat.child.stdin.end(`one\n${'x'.repeat(4001)}\ntwo\n`);
  expect(await chat.ended).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Not sent\. This cannot be sent\. .*\n1 message was not stored\.\n$/),
  });
  expect(contents()).toEqual(['one', 'two']);
});

test('Not joining ends it with exit code 1 and the reason, whatever waits in the pipe.', async () => {
  const { host, address, port } = await openChat();
  await joinWire(port, 'Bình');
  const taken = run(address, '--name', 'BÌNH');
  taken.child.stdin.write('hello\n');
  expect(await taken.ended).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Somebody here has this name. Take another one.\n',
  });
  await host.close();
  const nobody = run(address, '--name', 'An');
  expect(await nobody.ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Nobody answers/) });
});

test('A pipe whose seat is taken over ends with exit code 1, since the rest of it is not said.', async () => {
  const { address, port } = await openChat();
  const chat = run(address, '--name', 'An');
  await chat.heard(/You are in/);
  const file = readdirSync(chat.home, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('chat-keys.json'),
  );
  const keys: object = JSON.parse(readFileSync(join(chat.home, file ?? ''), 'utf8'));
  await joinWire(port, 'An', { deviceKey: Object.values(keys)[0] });
  expect(await chat.ended).toMatchObject({ code: 1, stderr: 'This seat was taken over elsewhere.\n' });
});

test.each([
  [['--nick', 'An'], "Unknown option '--nick'"],
  [['not an address'], 'is not an address'],
  [['127.0.0.1'], 'give an address and --name NAME'],
])('Wrong flags %j end it with exit code 2 and a sentence.', async (args, sentence) => {
  expect(await run(...args).ended).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(sentence),
  });
});

test('--help prints how it is used.', async () => {
  expect(await run('--help').ended).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--name NAME'),
  });
});

test.skipIf(process.platform === 'win32')(
  'A signal makes it leave at once, with what it said stored.',
  async () => {
    const { address, port, contents } = await openChat();
    const { client: other } = await joinWire(port, 'Bình');
    const chat = run(address, '--name', 'An');
    chat.child.stdin.write('last words\n');
    await chat.heard(/An: last words\n/);
    chat.child.kill('SIGINT');
    expect(await chat.ended).toMatchObject({ code: 0, stderr: '' });
    expect(await other.nextOf('person-left')).toMatchObject({ person: { name: 'An' } });
    expect(contents()).toEqual(['last words']);
  },
);

const hasPseudoTerminals =
  process.platform === 'linux' && spawnSync('script', ['--version'], { stdio: 'ignore' }).status === 0;

test.skipIf(!hasPseudoTerminals)(
  'At a real terminal it asks, draws a prompt and gives the terminal back.',
  async () => {
    const { address, port } = await openChat();
    const { client: other } = await joinWire(port, 'Bình');
    const chat = start('script', ['-qec', `'${process.execPath}' '${script}' ${address}`, '/dev/null']);
    await chat.heard(/Your name: /);
    chat.child.stdin.write('An\r');
    await chat.heard(/You are in Lớp 9A as An/);
    chat.child.stdin.write('half typed');
    await chat.heard(/half typed/);
    other.send({ type: 'send-message', id: newId(), content: 'xin chào' });
    // The prompt is drawn again below the message.
    await chat.heard(/xin chào\r*\n[^\n]*An[^\n]*> half typed\u001b7/);
    chat.child.stdin.write('\u0015\u0004');
    const { code, stdout } = await chat.ended;
    expect(code).toBe(0);
    expect(stdout).toContain('\u001b[?2004l');
  },
);
