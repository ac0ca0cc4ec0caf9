import { expect, test } from 'vitest';
import { defaultPort } from '../protocol/limits.ts';
import { helpText, parseHostArguments } from './arguments.ts';

const defaults = {
  port: defaultPort,
  bind: undefined,
  data: undefined,
  chatName: undefined,
  allowOrigins: [],
  allowHosts: [],
  legacyHttp: false,
  announce: true,
  accounts: undefined,
  rooms: [],
  privateMessages: undefined,
  coHosts: [],
  qr: true,
  password: undefined,
  resetPassword: undefined,
  importFrom: undefined,
  exportTo: undefined,
};

function options(...argv: string[]): unknown {
  const parsed = parseHostArguments(argv);
  return parsed.kind === 'run' ? parsed.options : parsed;
}

test('no flags give the defaults', () => {
  expect(options()).toEqual(defaults);
});

test('every flag is read, with a space or with an equals sign', () => {
  expect(
    options(
      '--port',
      '9000',
      '--bind=127.0.0.1',
      '--data',
      'x y',
      '--chat-name= Lớp 9A ',
      '--allow-origin',
      'null',
    ),
  ).toEqual({
    ...defaults,
    port: 9000,
    bind: '127.0.0.1',
    data: 'x y',
    chatName: 'Lớp 9A',
    allowOrigins: ['null'],
    allowHosts: [],
  });
});

test('a chat without a window is given rooms, co-hosts and private messages', () => {
  expect(
    options(
      '--room',
      'Toán',
      '--room=Văn',
      '--co-host',
      'An',
      '--co-host',
      'Bình',
      '--private-messages',
      'host',
    ),
  ).toEqual({ ...defaults, rooms: ['Toán', 'Văn'], coHosts: ['An', 'Bình'], privateMessages: 'with-host' });
  expect(options('--private-messages', 'with-host')).toMatchObject({
    kind: 'wrong',
    sentence: expect.stringContaining('nobody, host, everyone'),
  });
  expect(options('--room', 'x'.repeat(200))).toMatchObject({ kind: 'wrong' });
});

test('the QR code can be left out', () => {
  expect(options('--no-qr')).toEqual({ ...defaults, qr: false });
  expect(options('--no-qr=yes')).toMatchObject({ kind: 'wrong' });
});

test('of a flag given twice the last one counts', () => {
  expect(options('--port', '1', '--port', '2')).toEqual({ ...defaults, port: 2 });
});

test('origins add up and are written as browsers write them', () => {
  expect(options('--allow-origin', 'HTTPS://Example.org/', '--allow-origin', 'http://a.test:81')).toEqual({
    ...defaults,
    allowOrigins: ['https://example.org', 'http://a.test:81'],
  });
});

test('names add up, in lower case', () => {
  expect(options('--allow-host', 'Chat.Example.org', '--allow-host', 'x')).toEqual({
    ...defaults,
    allowHosts: ['chat.example.org', 'x'],
  });
});

test.each(['0', '65535'])('port %s is taken', (port) => {
  expect(options('--port', port)).toEqual({ ...defaults, port: Number(port) });
});

test.each(['65536', '-1', 'http', '1e3', '80 80', '0x50'])('port %s is refused with the range', (port) => {
  expect(options(`--port=${port}`)).toEqual({
    kind: 'wrong',
    sentence: `--port must be a number from 0 to 65535, not '${port}'.`,
  });
});

test.each([
  [['--prot', '1'], "Unknown option '--prot'"],
  [['-p', '1'], "Unknown option '-p'"],
  [['9000'], "Unexpected argument '9000'"],
  [['--port'], '--port needs a value'],
  [['--port='], '--port needs a value'],
  [['--data', '--port', '1'], '--data needs a value'],
  [['--chat-name', ' '], '--chat-name needs a value'],
  [['--chat-name', 'a\nb'], '--chat-name must be one line'],
  [['--chat-name', 'x'.repeat(101)], '--chat-name must be one line'],
  [['--bind', 'example.org'], '--bind must be an IP address'],
  [['--allow-origin', 'example.org'], '--allow-origin must look like'],
  [['--allow-origin', 'https://example.org/page'], '--allow-origin must look like'],
  [['--allow-origin', 'file:///x'], '--allow-origin must look like'],
  [['--allow-host', 'example.org:80'], '--allow-host must be a name'],
])('%j is refused in a sentence', (argv, sentence) => {
  expect(parseHostArguments(argv)).toEqual({ kind: 'wrong', sentence: expect.stringContaining(sentence) });
});

test('-h is --help, and --version is told', () => {
  expect(parseHostArguments(['-h'])).toEqual({ kind: 'help' });
  expect(parseHostArguments(['--version'])).toEqual({ kind: 'version' });
});

test('--help wins over what follows it', () => {
  expect(parseHostArguments(['--help', '--nonsense'])).toEqual({ kind: 'help' });
});

test('the help names every flag that exists', () => {
  for (const flag of [
    '--port',
    '--bind',
    '--data',
    '--chat-name',
    '--allow-origin',
    '--allow-host',
    '--no-announce',
    '--version',
    '--help',
  ]) {
    expect(helpText).toContain(`  ${flag} `);
  }
});

test('a chat is shown to the devices around unless it is not to be', () => {
  expect(options('--no-announce')).toEqual({ ...defaults, announce: false });
  expect(options('--no-announce=yes')).toMatchObject({ kind: 'wrong' });
});

test('older systems: the HTTP interface is a switch, histories are moved by name', () => {
  expect(options('--legacy-http', '--import', 'old/data.json', '--export=here')).toEqual({
    ...defaults,
    legacyHttp: true,
    importFrom: 'old/data.json',
    exportTo: 'here',
  });
  expect(options('--legacy-http=yes')).toMatchObject({ kind: 'wrong' });
  expect(options('--import')).toMatchObject({ kind: 'wrong' });
});

test('who may come in is said in the words of the wire, and what was set is taken back', () => {
  expect(options('--accounts', 'accounts-only', '--password', ' hoa sữa ')).toEqual({
    ...defaults,
    accounts: 'accounts-only',
    password: 'hoa sữa',
  });
  expect(options('--no-password')).toEqual({ ...defaults, password: null });
  expect(options('--reset-password', 'An')).toEqual({ ...defaults, resetPassword: 'An' });
  for (const argv of [
    ['--accounts', 'some'],
    ['--password', 'x'.repeat(129)],
    ['--no-password=1'],
    ['--password'],
  ]) {
    expect(parseHostArguments(argv).kind).toBe('wrong');
  }
});
