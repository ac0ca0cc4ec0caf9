// The headless host as its users meet it: a process with flags, output, signals and an exit code.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { plainHash } from '../test/old-database.ts';
import { oldDatabase, temporaryFolder } from '../test/temporary.ts';
import { runHost } from './host.ts';

interface RunningProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves once standard output matches; rejects if the process ends before. */
  heard(what: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

function run(...args: string[]): RunningProcess {
  return runWith([], ...args);
}

/** @param flags of Node itself */
function runWith(flags: readonly string[], ...args: string[]): RunningProcess {
  const script = resolve(import.meta.dirname, 'host.ts');
  const child = spawn(process.execPath, [...flags, script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Awaited<RunningProcess['ended']>>((done) => {
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
  const heard = (what: RegExp): Promise<RegExpExecArray> =>
    new Promise((done, fail) => {
      const look = (): void => {
        const match = what.exec(stdout);
        if (match !== null) done(match);
      };
      listeners.add(look);
      void ended.then((end) => fail(new Error(`ended with ${end.code}: ${end.stdout}${end.stderr}`)));
      look();
    });
  return { child, heard, ended };
}

/** On Windows a signal ends a program before it hears of it. */
const hasSignals = process.platform !== 'win32';
const anyPort = ['--port', '0', '--bind', '127.0.0.1'];

test.skipIf(!hasSignals)(
  'it says first where it listens, answers there, and closes on SIGTERM with exit code 0',
  async () => {
    const host = run(...anyPort, '--data', temporaryFolder(), '--chat-name', 'Lớp 9A');
    const [, url] = await host.heard(/^listening on (http:\/\/127\.0\.0\.1:\d+)\n/);
    await host.heard(/Legend: .*\n/);
    const response = await fetch(`${url}/api/info`);
    expect(await response.json()).toMatchObject({ name: 'Lớp 9A', people: 0 });
    host.child.kill('SIGTERM');
    expect(await host.ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/closing\n$/),
      stderr: '',
    });
  },
);

test.skipIf(!hasSignals)(
  'Ctrl+C that arrives twice, as it does under npm, still closes cleanly',
  async () => {
    const folder = temporaryFolder();
    const host = run(...anyPort, '--data', folder);
    const [, url] = await host.heard(/^listening on http:(\S+)/);
    const socket = new WebSocket(`ws:${url}`);
    await new Promise((opened) => socket.once('open', opened));
    const socketClosed = new Promise((closed) => socket.once('close', closed));
    host.child.kill('SIGINT');
    host.child.kill('SIGINT');
    expect(await socketClosed).toBe(1001);
    expect(await host.ended).toMatchObject({ code: 0 });
  },
);

test.skipIf(!hasSignals)(
  'an error that nobody caught is shown with its stack, and then what to do',
  async () => {
    const folder = temporaryFolder();
    const breaking = `process.on('SIGUSR2', () => { throw new Error('made up by a test') })`;
    const host = runWith(['--import', `data:text/javascript,${breaking}`], ...anyPort, '--data', folder);
    await host.heard(/^listening on /);
    host.child.kill('SIGUSR2');
    const { code, stderr } = await host.ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Error: made up by a test\n +at [^]*\nAn error has ended the host\. [^]*start it again/,
    );
    expect(stderr).toContain(folder);
  },
);

test('what happens in the chat is logged', async () => {
  const host = run(...anyPort, '--data', temporaryFolder());
  const [, url] = await host.heard(/^listening on http:(\S+)/);
  const socket = new WebSocket(`ws:${url}`);
  onTestFinished(() => socket.terminate());
  await host.heard(/^\d\d:\d\d:\d\d -> .+$/m);
});

test.each([
  [['--prot', '1'], "Unknown option '--prot'"],
  [['--port', '65536'], '--port must be a number from 0 to 65535'],
  [['--data'], '--data needs a value'],
])('wrong flags %j end with exit code 2 and a sentence on stderr', async (args, sentence) => {
  expect(await run(...args).ended).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(sentence),
  });
});

test('--data that names a file is refused like a wrong flag, and the file is left alone', async () => {
  const file = join(temporaryFolder(), 'notes.txt');
  writeFileSync(file, 'mine');
  const end = await run('--data', file).ended;
  expect(end).toMatchObject({ code: 2, stderr: expect.stringContaining('is a file') });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('--help prints the flags and ends with exit code 0', async () => {
  expect(await run('--help').ended).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--chat-name'),
  });
});

test('--version prints the version and ends with exit code 0', async () => {
  expect(await run('--version').ended).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^classic-chatbox \d+\.\d+\.\d+\n$/),
    stderr: '',
  });
});

// What Node's own recursive mkdir never comes back from.
test.skipIf(process.platform !== 'linux')('a folder that cannot be made ends with exit code 1', async () => {
  const end = await run('--data', '/proc/nope/chat').ended;
  expect(end).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('/proc/nope/chat cannot be written to'),
  });
});

test('a taken port ends with exit code 1 and the next step', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const end = await run('--port', String(port), '--bind', '127.0.0.1', '--data', temporaryFolder()).ended;
  expect(end).toMatchObject({ code: 1, stdout: '' });
  expect(end.stderr).toMatch(
    new RegExp(`^Port ${port} is in use by another program. Try npm run host -- --port \\d+\\.\\n$`),
  );
});

test('a port that is taken is told with the command that somebody started it by', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--data', temporaryFolder()];
  const listening = process.listeners('uncaughtException');
  expect(await runHost(args, 'npm start')).toBe(1);
  expect(said.mock.lastCall?.[0]).toContain('Try npm start -- --port ');
  // Whoever called it goes on, and errors that come later are not of a host.
  expect(process.listeners('uncaughtException')).toEqual(listening);
});

test('a name that was given once is the name of the next start, unless what is kept is none', async () => {
  const folder = temporaryFolder();
  const nameNow = async (...args: string[]): Promise<unknown> => {
    const host = run(...anyPort, '--data', folder, ...args);
    const [, url] = await host.heard(/^listening on (\S+)/);
    const { name } = (await (await fetch(`${url}/api/info`)).json()) as { name: unknown };
    host.child.kill('SIGTERM');
    await host.ended;
    return name;
  };
  expect(await nameNow('--chat-name', 'Lớp 9A')).toBe('Lớp 9A');
  expect(await nameNow()).toBe('Lớp 9A');
  expect(await run('--data', folder, '--export', join(folder, 'out')).ended).toMatchObject({ code: 0 });
  expect(readFileSync(join(folder, 'out.html'), 'utf8')).toContain('<h1>Lớp 9A</h1>');
  for (const broken of ['{"name":"two\\nlines"}', '{"name":', '{"name":" "}']) {
    writeFileSync(join(folder, 'chat.json'), broken);
    expect(await nameNow()).toMatch(/^Chat on /);
  }
});

test('rooms and private messages of a host without a window are stored, and a co-host must have an account', async () => {
  const folder = temporaryFolder();
  const refused = await run(...anyPort, '--data', folder, '--room', 'Toán', '--co-host', 'An').ended;
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^There is no account of the name 'An'.* register/),
  });
  expect(readdirSync(folder)).not.toContain('rooms.json');
  const host = run(...anyPort, '--data', folder, '--room', 'Toán', '--private-messages', 'host');
  await host.heard(/^listening on/);
  expect(JSON.parse(readFileSync(join(folder, 'rooms.json'), 'utf8'))).toMatchObject({
    rooms: [{ id: 'main' }, { name: 'Toán' }],
    privateMessages: 'with-host',
  });
});

test('damaged accounts end with exit code 1, for a host and for a new password, and are left alone', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'accounts.json');
  writeFileSync(file, '{"version":1,"mode":"accounts-only"');
  for (const args of [anyPort, ['--reset-password', 'An']]) {
    const end = await run(...args, '--data', folder).ended;
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toMatch(
      /^The file accounts\.json in the folder .* is damaged.* remove it to start without/,
    );
  }
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,"mode":"accounts-only"');
});

test('an address that this machine does not have ends with exit code 1 and the next step', async () => {
  // TEST-NET-3 of RFC 5737, for documentation only.
  const end = await run('--port', '0', '--bind', '203.0.113.9', '--data', temporaryFolder()).ended;
  expect(end).toMatchObject({ code: 1, stderr: expect.stringContaining('Leave --bind out') });
});

test('a folder that another host uses ends with exit code 1, and the first host goes on', async () => {
  const folder = temporaryFolder();
  const first = run(...anyPort, '--data', folder);
  const [, url] = await first.heard(/^listening on (\S+)/);
  const second = await run(...anyPort, '--data', folder).ended;
  expect(second).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`The folder ${folder} is in use`),
  });
  expect((await fetch(`${url}/api/info`)).status).toBe(200);
});

test('a history is imported and exported without a host, and the process says what it did', async () => {
  const folder = temporaryFolder();
  const old = join(folder, 'old.json');
  writeFileSync(old, '[{"name": "An", "content": "m\\u1ed9t", "timestamp": "01/09/2026, 07:00:00"}]');
  const moved = run('--data', join(folder, 'chat'), '--import', old, '--export', join(folder, 'out'));
  expect(await moved.ended).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^Imported 1 message; 0 were there already\..*\nExported 1 room to .*out\.json and .*out\.html; private talks.* left out\.\n$/s,
    ),
    stderr: '',
  });
  expect(JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'))).toMatchObject([
    { name: 'An', content: 'một' },
  ]);
});

test('a chat with accounts moves in, and the process says what came', async () => {
  const folder = temporaryFolder();
  const old = oldDatabase({
    users: [{ username: 'An', password: plainHash('hoa sen') }],
    messages: [{ room: 'Game', sender: 'An', message: 'một' }],
  });
  const moved = run('--data', folder, '--import', old);
  expect(await moved.ended).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Imported 1 message; 0 were there already\.\nNew here: 1 account\.\n/),
    stderr: '',
  });
  expect(JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8'))).toMatchObject({
    mode: 'names-can-be-kept',
    accounts: [{ name: 'An', passwordHash: { algorithm: 'sha256' } }],
  });
});

test('a history is not exported over itself, and the process says so with exit code 1', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'data.json');
  writeFileSync(file, '[\n{"name":"An","content":"x","timestamp":"01/09/2026, 07:00:00"}\n]\n');
  const before = readFileSync(file, 'utf8');
  const end = await run('--data', folder, '--export', join(folder, 'data.html')).ended;
  expect(end).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('another name') });
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(readdirSync(folder)).not.toContain('data.html');
});

test('an export without a history, or into a folder that is not there, makes nothing and ends with exit code 1', async () => {
  const folder = temporaryFolder();
  const missing = join(folder, 'missing');
  const noHistory = await run('--data', missing, '--export', join(folder, 'out')).ended;
  expect(noHistory).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining(`There is no history in ${missing}`),
  });
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(join(folder, 'data.json'), '[\n]\n');
  const noFolder = await run('--data', folder, '--export', join(missing, 'out')).ended;
  expect(noFolder).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('is not there') });
  expect(noFolder.stderr).not.toContain('ENOENT');
  expect(readdirSync(folder)).not.toContain('missing');
});

test('a broken history is refused with its line and exit code 1', async () => {
  const folder = temporaryFolder();
  const old = join(folder, 'old.json');
  writeFileSync(old, '[\n{"name":"An","content":"x","timestamp":""},\n{"name":\n]\n');
  const moved = run('--data', join(folder, 'chat'), '--import', old);
  expect(await moved.ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^Line 3 /) });
});

test('the old HTTP interface answers only when asked for', async () => {
  const off = run(...anyPort, '--data', temporaryFolder());
  const [, offUrl] = await off.heard(/^listening on (\S+)/);
  expect((await fetch(`${offUrl}/get/`)).status).toBe(404);
  const on = run(...anyPort, '--data', temporaryFolder(), '--legacy-http');
  const [, onUrl] = await on.heard(/^listening on (\S+)/);
  expect(await (await fetch(`${onUrl}/send/?name=An&content=x`)).json()).toMatchObject({ sent: true });
  expect(await (await fetch(`${onUrl}/get/`)).json()).toMatchObject({ got: true, data: [{ name: 'An' }] });
});
