// The flags of the terminal client: argv in, checked options or one sentence out. Touches neither disk nor process.
import { parseArgs } from 'node:util';
import { parseAddress } from '../client/address.ts';
import { parseNickname } from '../protocol/nickname.ts';

export interface ChatArguments {
  /** As it was typed, and known to be an address; undefined where it is still to be asked for. */
  readonly address: string | undefined;
  /** In the form in which it is shown; undefined where it is still to be asked for. */
  readonly nickname: string | undefined;
  /** The chat's password; undefined where it is asked for if there is one. */
  readonly password?: string | undefined;
  /** File with the password of an account of this nickname; undefined where it is asked for if it is needed. */
  readonly accountPasswordFile?: string | undefined;
}

export type ParsedChatArguments =
  | { readonly kind: 'run'; readonly options: ChatArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** Only to list the chats nearby. */
  | { readonly kind: 'nearby' }
  /** What is wrong, as a sentence for the person at the terminal. */
  | { readonly kind: 'wrong'; readonly sentence: string };

export const chatHelpText = `Usage: npm run chat -- [ADDRESS] [--name NAME] [--password WORD]

Joins a chat in this terminal. What is missing is asked for; chats that are open nearby are listed first.

  ADDRESS      where the chat is: 192.168.1.5, lop9a.local:8765, http://..., ws://...
  --name NAME  the name under which the others see you
  --nearby     list the chats that are open in this network, then end
  --password WORD  the chat's password, where it has one; without it, it is asked for
  --account-password-file FILE  a file whose first line is the password of your account, to log in
               without being asked, as from a pipe; keep it so that only you can read it
  --version    print the version
  --help       show this text; -h does too

In the chat, /help lists the commands. Ctrl+C leaves.

With a pipe or a file as input each line is sent as it is, also one that begins with a slash; the
program ends at the end of the input, with exit code 0 once the host has stored every line.
`;

const optionTypes = {
  name: { type: 'string' },
  nearby: { type: 'boolean' },
  password: { type: 'string' },
  'account-password-file': { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const help = '`npm run chat -- --help` shows how it is used';

/** Checks what follows the script's name. Of a flag given twice the last one counts. */
export function parseChatArguments(argv: readonly string[]): ParsedChatArguments {
  const { tokens } = parseArgs({ args: [...argv], options: optionTypes, strict: false, tokens: true });
  let address: string | undefined;
  let nickname: string | undefined;
  let password: string | undefined;
  let accountPasswordFile: string | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (address !== undefined) {
        return wrong(`One chat at a time: '${token.value}' comes after '${address}'; ${help}.`);
      }
      if (!parseAddress(token.value).ok) {
        return wrong(`'${token.value}' is not an address. It looks like 192.168.1.5 or 192.168.1.5:8765.`);
      }
      address = token.value;
      continue;
    }
    if (!Object.hasOwn(optionTypes, token.name)) return wrong(`Unknown option '${token.rawName}'; ${help}.`);
    if (token.name === 'help' || token.name === 'version' || token.name === 'nearby') {
      return { kind: token.name };
    }

    // parseArgs would take the next flag for the value: `--name --help` means a name was forgotten.
    const value = token.inlineValue || !token.value?.startsWith('--') ? token.value : undefined;
    if (value === undefined || value === '') return wrong(`${token.rawName} needs a value; ${help}.`);
    if (token.name === 'password') {
      password = value;
      continue;
    }
    if (token.name === 'account-password-file') {
      accountPasswordFile = value;
      continue;
    }
    const parsed = parseNickname(value);
    if (!parsed.ok) return wrong('--name must be 1 to 100 characters that can be seen, on one line.');
    nickname = parsed.value.name;
  }
  return {
    kind: 'run',
    options: {
      address,
      nickname,
      ...(password === undefined ? {} : { password }),
      ...(accountPasswordFile === undefined ? {} : { accountPasswordFile }),
    },
  };
}

function wrong(sentence: string): ParsedChatArguments {
  return { kind: 'wrong', sentence };
}
