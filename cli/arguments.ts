// The flags of the headless host: argv in, checked options or one sentence out. Touches neither disk nor process.
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { parseRoomName } from '../host/conversations/arrangement.ts';
import { accountModes, isAccountMode, parseChatPassword, type AccountMode } from '../protocol/accounts.ts';
import type { PrivateMessages } from '../protocol/commands.ts';
import { defaultPort, maxRoomNameCodePoints } from '../protocol/limits.ts';

export interface HostArguments {
  /** 0 to 65535; 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; undefined for all. */
  readonly bind: string | undefined;
  /** As it was typed; undefined for the default folder. */
  readonly data: string | undefined;
  readonly chatName: string | undefined;
  /** Origins as a browser sends them, or `null`. */
  readonly allowOrigins: readonly string[];
  /** Names, beyond addresses and local ones, under which this host may be asked for. */
  readonly allowHosts: readonly string[];
  /** Answer the HTTP interface of the oldest server. */
  readonly legacyHttp: boolean;
  /** Show the chat to the devices around. */
  readonly announce: boolean;
  /** What accounts are for; undefined leaves it as it is. */
  readonly accounts: AccountMode | undefined;
  /** Rooms that there are to be, beside those that there are. */
  readonly rooms: readonly string[];
  /** Who may talk in private; undefined leaves it as it is. */
  readonly privateMessages: PrivateMessages | undefined;
  /** Whose accounts are to be co-hosts. */
  readonly coHosts: readonly string[];
  /** Draw the link as a QR code where a person looks on. */
  readonly qr: boolean;
  /** The chat's password; null takes it away, undefined leaves it as it is. */
  readonly password: string | null | undefined;
  /** Whose password is to be made anew; undefined for nobody's. */
  readonly resetPassword: string | undefined;
  /** A history to take in; undefined for none. */
  readonly importFrom: string | undefined;
  /** Where to write the history; undefined for nowhere. */
  readonly exportTo: string | undefined;
}

export type ParsedArguments =
  | { readonly kind: 'run'; readonly options: HostArguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** What is wrong, as a sentence for the person at the terminal. */
  | { readonly kind: 'wrong'; readonly sentence: string };

export const helpText = `Usage: npm run host -- [options]

Hosts a chat without a window: everyone joins with a browser or the app.

  --port N               port to listen on, 0 for any free one (default ${defaultPort})
  --bind ADDR            listen on this address only (default: all of this machine's)
  --data DIR             folder for the history (default: the system's folder for program data)
  --chat-name TEXT       name of the chat (default: the one of last time, or "Chat on" and the name of this machine)
  --allow-origin ORIGIN  let web pages of this origin connect; may be repeated
  --allow-host NAME      answer under this name too, such as chat.example.org; may be repeated
  --legacy-http          answer GET /send/ and GET /get/ as the oldest server did; off by default, because
                         any web page that somebody in the network opens can then write and read here
  --no-announce          do not show the chat in the lists of nearby chats
  --accounts MODE        what accounts are for: open (nothing), names-can-be-kept, or accounts-only
  --password WORD        ask everyone for this word when they come in; whoever can list this machine's
                         programs can see it here
  --no-password          ask for no word any more
  --room NAME            have a room of this name; may be repeated
  --private-messages WHO who may talk in private: nobody, host (everyone with whoever hosts), or everyone
  --co-host NAME         make the account of this name a co-host, who may do what is needed to look after the chat;
                         its owner must have registered before; may be repeated
  --no-qr                draw no QR code of the link
  --reset-password NAME  make a new password for the account of this name, print it, then end
  --import FILE          take in the messages of another data.json (or of the folder with it), or the rooms,
                         private talks and accounts of a chat.db (SQLite) as well, then end
  --export FILE          write the main room as FILE.json, each other room as FILE.ROOM.json, and all of them as a
                         page to read, FILE.html, then end; private talks and sent files stay
  --version              print the version
  --help                 show this text; -h does too

Ctrl+C stops the host. The history stays in the folder.
`;

const optionTypes = {
  port: { type: 'string' },
  bind: { type: 'string' },
  data: { type: 'string' },
  'chat-name': { type: 'string' },
  'allow-origin': { type: 'string' },
  'allow-host': { type: 'string' },
  'legacy-http': { type: 'boolean' },
  'no-announce': { type: 'boolean' },
  accounts: { type: 'string' },
  password: { type: 'string' },
  'no-password': { type: 'boolean' },
  room: { type: 'string' },
  'private-messages': { type: 'string' },
  'co-host': { type: 'string' },
  'no-qr': { type: 'boolean' },
  'reset-password': { type: 'string' },
  import: { type: 'string' },
  export: { type: 'string' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const help = '`npm run host -- --help` lists the options';
const maxChatNameCodePoints = 100;

/** What a flag without a value stands for. */
const switches: ReadonlyMap<string, Partial<HostArguments>> = new Map([
  ['legacy-http', { legacyHttp: true }],
  ['no-announce', { announce: false }],
  ['no-password', { password: null }],
  ['no-qr', { qr: false }],
]);

/** What the flag calls them. */
const privateMessageWords: ReadonlyMap<string, PrivateMessages> = new Map([
  ['nobody', 'nobody'],
  ['host', 'with-host'],
  ['everyone', 'everyone'],
]);

/** Checks the flags after the script's name. Of a flag given twice the last one counts, except those that may be repeated. */
export function parseHostArguments(argv: readonly string[]): ParsedArguments {
  const { tokens } = parseArgs({ args: [...argv], options: optionTypes, strict: false, tokens: true });
  const options: { -readonly [Key in keyof HostArguments]: HostArguments[Key] } = {
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
  for (const token of tokens) {
    if (token.kind === 'positional') return wrong(`Unexpected argument '${token.value}'; ${help}.`);
    if (token.kind === 'option-terminator') continue;
    if (!Object.hasOwn(optionTypes, token.name)) return wrong(`Unknown option '${token.rawName}'; ${help}.`);
    if (token.name === 'help' || token.name === 'version') return { kind: token.name };
    const switched = switches.get(token.name);
    if (switched !== undefined) {
      if (token.value !== undefined) return wrong(`${token.rawName} takes no value; ${help}.`);
      Object.assign(options, switched);
      continue;
    }
    // parseArgs would take the next flag for the value: `--data --port 1` means a folder was forgotten.
    const value = token.inlineValue || !token.value?.startsWith('--') ? token.value : undefined;
    if (value === undefined || value.trim() === '') return wrong(`${token.rawName} needs a value; ${help}.`);
    switch (token.name) {
      case 'port': {
        const port = /^\d{1,5}$/.test(value) ? Number(value) : Infinity;
        if (port > 65_535) return wrong(`--port must be a number from 0 to 65535, not '${value}'.`);
        options.port = port;
        break;
      }
      case 'bind':
        if (isIP(value) === 0 && value !== 'localhost') {
          return wrong(`--bind must be an IP address of this machine, such as 127.0.0.1, not '${value}'.`);
        }
        options.bind = value;
        break;
      case 'data':
        options.data = value;
        break;
      case 'accounts':
        if (!isAccountMode(value)) {
          return wrong(`--accounts must be one of ${accountModes.join(', ')}, not '${value}'.`);
        }
        options.accounts = value;
        break;
      case 'password': {
        const word = parseChatPassword(value);
        if (!word.ok) return wrong('--password must be one line of at most 128 characters.');
        options.password = word.value;
        break;
      }
      case 'room':
        if (!parseRoomName(value).ok) {
          return wrong(
            `--room must be a name of at most ${maxRoomNameCodePoints} characters, not '${value}'.`,
          );
        }
        options.rooms = [...options.rooms, value];
        break;
      case 'private-messages': {
        const policy = privateMessageWords.get(value);
        if (policy === undefined) {
          return wrong(
            `--private-messages must be one of ${[...privateMessageWords.keys()].join(', ')}, not '${value}'.`,
          );
        }
        options.privateMessages = policy;
        break;
      }
      case 'co-host':
        options.coHosts = [...options.coHosts, value];
        break;
      case 'reset-password':
        options.resetPassword = value;
        break;
      case 'import':
        options.importFrom = value;
        break;
      case 'export':
        options.exportTo = value;
        break;
      case 'chat-name':
        if (!isChatName(value)) {
          return wrong(`--chat-name must be one line of at most ${maxChatNameCodePoints} characters.`);
        }
        options.chatName = value.trim();
        break;
      case 'allow-origin': {
        const origin = parseOrigin(value);
        if (origin === null) {
          return wrong(`--allow-origin must look like https://example.org, without a path, not '${value}'.`);
        }
        options.allowOrigins = [...options.allowOrigins, origin];
        break;
      }
      case 'allow-host':
        if (!/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value)) {
          return wrong(
            `--allow-host must be a name such as chat.example.org, without a port, not '${value}'.`,
          );
        }
        options.allowHosts = [...options.allowHosts, value.toLowerCase()];
        break;
    }
  }
  return { kind: 'run', options };
}

function wrong(sentence: string): ParsedArguments {
  return { kind: 'wrong', sentence };
}

/** One line that says something. */
export function isChatName(value: string): boolean {
  const { length } = [...value.trim()];
  return length > 0 && length <= maxChatNameCodePoints && !/\p{Cc}/u.test(value);
}

/** The origin as browsers write it; `null` is what a page opened from a file says. */
function parseOrigin(value: string): string | null {
  if (value === 'null') return value;
  const url = URL.parse(value);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  return url.href === `${url.origin}/` ? url.origin : null;
}
