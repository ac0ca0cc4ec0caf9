import { expect, test } from 'vitest';
import { chatHelpText, parseChatArguments } from './chat-arguments.ts';

test('Nothing given means that address and name are to be asked for.', () => {
  expect(parseChatArguments([])).toEqual({
    kind: 'run',
    options: { address: undefined, nickname: undefined },
  });
});

test('An address and a name are taken in any order, the name in its composed form.', () => {
  const options = { address: '192.168.1.5:9000', nickname: 'Ngọc Ánh' };
  const decomposed = ' Ngọc Ánh '.normalize('NFD');
  for (const argv of [
    ['192.168.1.5:9000', '--name', decomposed],
    ['--name', decomposed, '192.168.1.5:9000'],
    [`--name=${decomposed}`, '--', '192.168.1.5:9000'],
    ['--name', 'somebody', '192.168.1.5:9000', '--name', decomposed],
  ]) {
    expect(parseChatArguments(argv)).toEqual({ kind: 'run', options });
  }
});

test('A name may begin with dashes where it is joined to its flag.', () => {
  expect(parseChatArguments(['--name=--x'])).toMatchObject({ options: { nickname: '--x' } });
});

test('-h is --help, and --version is told.', () => {
  expect(parseChatArguments(['-h'])).toEqual({ kind: 'help' });
  expect(parseChatArguments(['--version'])).toEqual({ kind: 'version' });
  expect(parseChatArguments(['--nearby'])).toEqual({ kind: 'nearby' });
});

test('--help wins over what follows it, and the text names every flag.', () => {
  expect(parseChatArguments(['--help', '--nonsense'])).toEqual({ kind: 'help' });
  expect(chatHelpText).toContain('--name NAME');
  expect(chatHelpText).toContain('--nearby ');
});

test.each([
  [['--nick', 'An'], "Unknown option '--nick'"],
  [['-n', 'An'], "Unknown option '-n'"],
  [['--name'], '--name needs a value'],
  [['--name', ''], '--name needs a value'],
  [['--name', '--help'], '--name needs a value'],
  [['--account-password-file'], '--account-password-file needs a value'],
  [['--name', 'two\nlines'], '--name must be'],
  [['--name', 'x'.repeat(101)], '--name must be'],
  [['192.168.1'], "'192.168.1' is not an address"],
  [['host:99999'], "'host:99999' is not an address"],
  [['192.168.1.5', '192.168.1.6'], 'One chat at a time'],
])('%j is answered with one sentence', (argv, sentence) => {
  expect(parseChatArguments(argv)).toEqual({ kind: 'wrong', sentence: expect.stringContaining(sentence) });
});
