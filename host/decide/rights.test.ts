// The table of docs/security.md against the code, and then against a running host: every command by everyone.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CommandType } from '../../protocol/commands.ts';
import { mayGive, rights, roles, type Role } from '../../protocol/rights.ts';
import { temporaryHost } from '../../test/temporary.ts';
import {
  connectWire,
  joinFrame,
  joinWire,
  newId,
  type Frame,
  type WireClient,
} from '../../test/wire-client.ts';
import type { Host } from '../host.ts';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const documented = Object.fromEntries(
  [...page.matchAll(/^\| `([\w-]+)` \| (stranger|person|co-host|host) \|$/gm)].map(
    ([, command, standing]) => [command, standing],
  ),
);

test('the page says for every command what the code does', () => {
  expect(documented).toEqual(rights);
});

type OlderCommand = 'send-as' | 'get-everything' | 'get-people' | 'ping-host';
const nobodys = { seq: 1, id: 'nobodys-message' };
const token = 'token-of-nobody-at-all';

/** A good frame of each command of the native wire. */
const frames: { readonly [Type in Exclude<CommandType, OlderCommand>]: Frame } = {
  join: joinFrame('Newcomer'),
  leave: {},
  register: { name: 'Dũng', password: 'hoa sen' },
  'log-in': { name: 'Dũng', password: 'hoa mai' },
  'log-out': { session: token },
  'set-nickname': { nickname: 'Another name' },
  'send-message': { content: 'xin chào' },
  'request-upload': { name: 'hoa.png', size: 5 },
  'get-history': {},
  'search-messages': { query: 'xin' },
  'stop-search': {},
  'set-typing': { typing: true },
  'change-password': { password: 'hoa sen', newPassword: 'hoa mai' },
  'get-accounts': {},
  'reset-password': { account: 'nobodys-id' },
  'remove-account': { account: 'nobodys-id' },
  'set-co-host': { account: 'nobodys-id', coHost: true },
  'edit-message': { message: nobodys, content: 'xin chào' },
  'delete-message': { message: nobodys },
  react: { message: nobodys, emoji: '👍', on: true },
  'get-edits': { message: nobodys },
  'mark-read': { seq: 1 },
  'get-reads': {},
  'add-room': { name: 'Game' },
  'rename-room': { room: 'nobodys-room', name: 'Game' },
  'order-rooms': { rooms: [] },
  'archive-room': { room: 'nobodys-room', archived: true },
  'set-private-messages': { policy: 'everyone' },
  'set-read-marks': { shown: false },
  'remove-person': { person: 'nobodys-id' },
  'readmit-person': { person: 'nobodys-id' },
  'set-account-mode': { mode: 'names-can-be-kept' },
  'set-chat-password': { password: null, inCode: false },
};

async function keepingNames(): Promise<Host> {
  const host = await temporaryHost({ passwordCost: { n: 16, r: 1, p: 1 } });
  const { client } = await joinWire(host.port, 'cô Hạnh', { hostKey: host.hostKey });
  client.send({ type: 'set-account-mode', id: newId(), mode: 'names-can-be-kept' });
  await client.nextOf('done');
  await leave(client);
  return host;
}

async function leave(client: WireClient): Promise<void> {
  client.send({ type: 'leave', id: newId() });
  await client.closed;
}

let coHosts = 0;

async function coHost(host: Host): Promise<WireClient> {
  const owner = await joinWire(host.port, 'cô Hạnh', { hostKey: host.hostKey });
  const name = `Lan ${(coHosts += 1)}`;
  const { client } = await joinWire(host.port, name);
  client.send({ type: 'register', id: newId(), name, password: 'hoa sen' });
  const { account } = await client.nextOf('logged-in');
  owner.client.send({
    type: 'set-co-host',
    id: newId(),
    account: (account as { id: string }).id,
    coHost: true,
  });
  await client.nextOf('person-changed');
  await leave(owner.client);
  return client;
}

const arrivals: { readonly [Name in Role]: (host: Host) => Promise<WireClient> } = {
  // What a connection speaks shows in its first frame: without a nickname it is native, and not in.
  stranger: async ({ port }) => {
    const client = await connectWire(port);
    client.send(joinFrame(''));
    await client.nextOf('refused');
    return client;
  },
  person: async ({ port }) => (await joinWire(port, 'An')).client,
  'co-host': coHost,
  host: async ({ port, hostKey }) => (await joinWire(port, 'cô Hạnh', { hostKey })).client,
};

describe.each(roles)('a %s', (standing) => {
  test('gives every command of the native wire, and is refused exactly those that the table keeps', async () => {
    const host = await keepingNames();
    const refused: string[] = [];
    const expected: string[] = [];
    for (const [type, keys] of Object.entries(frames) as [keyof typeof frames, Frame][]) {
      const client = await arrivals[standing](host);
      client.send({ ...keys, type, id: newId() });
      const code = await refusalOf(client, type);
      if (code === 'not-joined' || code === 'not-allowed') refused.push(`${type}: ${code}`);
      if (!mayGive(standing, type)) {
        expected.push(`${type}: ${standing === 'stranger' ? 'not-joined' : 'not-allowed'}`);
      }
      await leave(client);
    }
    expect(refused).toEqual(expected);
  });
});

/** Commands that nothing answers. */
const silent: ReadonlySet<string> = new Set(['set-typing', 'mark-read', 'stop-search']);

/** The code with which this command was refused, if it was. */
async function refusalOf(client: WireClient, command: string): Promise<unknown> {
  if (command === 'leave') return void (await client.closed);
  // Answers come in order but for those about accounts: wait for one, or for what only a silent command has none of.
  if (silent.has(command)) await client.settled();
  else await client.next((frame) => 'replyTo' in frame || frame['type'] === 'messages-stored');
  return client.frames.find((frame) => frame['type'] === 'refused' && frame['command'] === command)?.['code'];
}

test('on the older wires a stranger is refused the same', async () => {
  const { port } = await temporaryHost();
  const classic = await connectWire(port);
  classic.send({ type: 'get' });
  expect(await classic.nextOf('get')).toMatchObject({ status: false, reason: 'UnknownRegister' });
  classic.send({ type: 'name', name: 'An' });
  classic.send({ type: 'get' });
  expect(await classic.nextOf('get')).toMatchObject({ status: true });

  const workshop = await connectWire(port, '/workshop');
  workshop.send({ type: 'get_users' });
  workshop.send({ type: 'ping' });
  await workshop.settled();
  expect(workshop.frames).toEqual([]);
  workshop.send({ type: 'set_username', username: 'Bình' });
  workshop.send({ type: 'get_users' });
  workshop.send({ type: 'ping' });
  await workshop.nextOf('pong');

  const first = await connectWire(port, '/first');
  first.send({ type: 'send', data: { name: 'Chi', content: 'xin chào' } });
  expect(await first.nextOf('send')).toMatchObject({ status: true });
});
