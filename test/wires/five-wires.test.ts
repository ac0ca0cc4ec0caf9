// One room with everybody in it: our window's client, a browser's frames, and a client of each older system. Each must
// see what the others say and do as far as its wire has words for it, in one order.
import { expect, test } from 'vitest';
import { createJoiner } from '../joiner.ts';
import { temporaryHost } from '../temporary.ts';
import { connectWire, joinWire, newId, type Frame, type WireClient } from '../wire-client.ts';

/** Frames of a client that say something about people or messages, reduced to what they say. */
function told(client: WireClient, say: (frame: Frame) => string | readonly string[]): string[] {
  return client.frames.flatMap((frame) => say(frame)).filter((words) => words !== '');
}

const native = (frame: Frame): string | string[] => {
  const person = frame['person'] as { name: string } | undefined;
  switch (frame['type']) {
    case 'messages-sent':
      return (frame['messages'] as { name: string; content: string }[]).map(
        ({ name, content }) => `${name}: ${content}`,
      );
    case 'person-joined':
      return `+${person?.name}`;
    case 'person-left':
      return `-${person?.name}`;
    case 'person-renamed':
      return `${String(frame['oldName'])}>${person?.name}`;
    default:
      return '';
  }
};

const classic = (frame: Frame): string => {
  const { type, datatype, name, content, oldname, newname, status } = frame as Record<string, string>;
  if (type === 'send' && status) return `${name}: ${content}`;
  if (type !== 'receive') return '';
  if (datatype === 'message') return `${name}: ${content}`;
  if (datatype === 'register') return `+${name}`;
  return datatype === 'leave' ? `-${name}` : `${oldname}>${newname}`;
};

const workshop = (frame: Frame): string => {
  const { type, username, message } = frame as Record<string, string>;
  switch (type) {
    case 'chat':
      return `${username}: ${message}`;
    case 'user_join':
      return `+${message?.replace(' joined the chat', '')}`;
    case 'user_leave':
      return `-${message?.replace(' left the chat', '')}`;
    case 'system':
      return / is now called /.test(message ?? '') ? (message ?? '').replace(' is now called ', '>') : '';
    default:
      return '';
  }
};

const first = ({ name, content }: Frame): string =>
  content === undefined ? '' : `${String(name)}: ${String(content)}`;

test('five wires in one room tell the same story, twenty times in a row', { repeats: 19 }, async () => {
  const host = await temporaryHost();
  const window = createJoiner();
  await window.client.join({ address: `127.0.0.1:${host.port}`, nickname: 'An' });
  const browser = (await joinWire(host.port, 'Bình')).client;
  const old = await connectWire(host.port);
  old.send({ type: 'name', name: 'Chi' });
  await old.nextOf('name');
  const terminal = await connectWire(host.port, '/workshop');
  terminal.send({ type: 'set_username', username: 'Dung' });
  await terminal.nextOf('online_users');
  const oldest = await connectWire(host.port, '/first');

  // Each waits for its own words to come back as its wire has it, so that the order is one.
  await window.client.send('from the window');
  await window.until(({ messages, outbox }) => messages.length === 1 && outbox.length === 0);
  browser.send({ type: 'send-message', id: newId(), content: 'from a browser' });
  await browser.nextOf('messages-stored');
  old.send({ type: 'send', content: 'from the classic client' });
  await old.nextOf('send');
  terminal.send({ type: 'chat', message: 'from the terminal' });
  await terminal.next((frame) => workshop(frame) === 'Dung: from the terminal');
  oldest.send({ type: 'send', data: { name: 'Em', content: 'from the first client' } });
  await oldest.nextOf('send');
  oldest.send({ type: 'send', data: { name: 'bình', content: 'as somebody else' } });
  expect(await oldest.nextOf('send')).toEqual({ type: 'send', status: false });
  old.send({ type: 'name', name: 'Chi2' });
  await old.nextOf('name');
  browser.send({ type: 'set-nickname', id: newId(), nickname: 'Bình 2' });
  await browser.nextOf('nickname-set');
  old.send({ type: 'get' });
  expect(await old.nextOf('get')).toMatchObject({ data: { online: ['An', 'Bình 2', 'Chi2', 'Dung'] } });
  terminal.send({ type: 'get_users' });
  await terminal.next(({ users }) => Array.isArray(users) && users.includes('Bình 2'));
  await terminal.close();
  await old.next((frame) => classic(frame) === '-Dung');
  browser.send({ type: 'leave', id: newId() });
  await old.next((frame) => classic(frame) === '-Bình 2');
  await old.settled();
  await oldest.settled();

  const messages = [
    'An: from the window',
    'Bình: from a browser',
    'Chi: from the classic client',
    'Dung: from the terminal',
    'Em: from the first client',
  ];
  const changes = ['Chi>Chi2', 'Bình>Bình 2'];
  expect(told(old, classic)).toEqual(['+Dung', ...messages, 'Bình>Bình 2', '-Dung', '-Bình 2']);
  expect(told(browser, native)).toEqual(['+Chi', '+Dung', ...messages, 'Chi>Chi2', '-Dung']);
  expect(told(terminal, workshop)).toEqual([...messages, ...changes]);
  expect(told(oldest, first)).toEqual(messages.slice(0, 4));
  await window.until(({ people }) => people.length === 2);
  const { messages: shown, people, notices } = window.state();
  expect(shown.map(({ name, content }) => `${name}: ${content}`)).toEqual(messages);
  expect(people.map(({ name }) => name)).toEqual(['An', 'Chi2']);
  expect(notices.map(({ kind, person }) => `${kind} ${person.name}`)).toEqual([
    'joined Bình',
    'joined Chi',
    'joined Dung',
    'renamed Chi2',
    'renamed Bình 2',
    'left Dung',
    'left Bình 2',
  ]);
});
