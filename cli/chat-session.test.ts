// A person at a terminal, with a real host: keys go in, and the screen shows what it should.
import { expect, onTestFinished, test } from 'vitest';
import { createChatClient } from '../client/chat-client.ts';
import type { HostOptions } from '../host/options.ts';
import { addRoom, ask, comeAsHost, say } from '../test/people.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { joinWire, newId } from '../test/wire-client.ts';
import { createFileDeviceKeys } from './chat-keys.ts';
import { runChatSession } from './chat-session.ts';
import { startInteractiveTerminal } from './interactive-terminal.ts';
import { createNodePlatform } from './node-platform.ts';
import { createPainter } from './painter.ts';
import { createTestKeyboard, createTestScreen } from './testing.ts';

function sitDown(address?: string, nickname?: string) {
  const [input, output] = [createTestKeyboard(), createTestScreen(100)];
  const terminal = startInteractiveTerminal({ input, output, signalled: new Promise(() => undefined) });
  const keysFile = `${temporaryFolder()}/chat-keys.json`;
  const exitCode = runChatSession({
    terminal,
    painter: createPainter(false),
    given: { address, nickname },
    findNearby: async () => [],
    openChat: (name) =>
      createChatClient({ platform: createNodePlatform(createFileDeviceKeys(keysFile, name)) }),
  });
  onTestFinished(async () => {
    input.write('\u0003');
    await exitCode;
    terminal.close();
  });
  return {
    input,
    output,
    exitCode,
    sees: (text: string) => output.shows((screen) => screen.includes(text)),
    /** The question is the last thing on the screen, and this was said before it. */
    isAsked: (question: string, before = '') =>
      output.shows((screen) => screen.endsWith(question) && screen.includes(before)),
  };
}

async function openChat(options: Partial<HostOptions> = {}) {
  const host = await temporaryHost(options);
  const { port } = host.status();
  return { host, port, address: `127.0.0.1:${port}` };
}

test('What is missing is asked for, until it is good.', async () => {
  const { address, port } = await openChat();
  const { client: other } = await joinWire(port, 'Bình');
  const person = sitDown();
  person.input.write('not an address\r');
  await person.sees('This is not an address.');
  person.input.write(`${address}\r\r`);
  await person.sees('This name does not work.');
  person.input.write('bình\r');
  await person.sees('Somebody here has this name.');
  person.input.write('An\r');
  expect(await other.nextOf('person-joined')).toMatchObject({ person: { name: 'An' } });
  await person.sees('You are in Lớp 9A as An; 2 people are here.');
  await person.output.shows((screen) => screen.endsWith('\nAn>'));
});

test('Lines are said, commands are obeyed, and leaving is leaving at once.', async () => {
  const { address, port } = await openChat();
  const { client: other } = await joinWire(port, 'Bình');
  const person = sitDown(address, 'An');
  await person.sees('You are in');
  person.input.write('xin chào\r');
  expect(await other.nextOf('messages-sent')).toMatchObject({ messages: [{ content: 'xin chào' }] });
  person.input.write('//tmp\r');
  await person.sees('An: /tmp');
  person.input.write('/users\r');
  await person.sees('2 people here: Bình, An (you)');
  person.input.write('/name Ngọc Ánh\r');
  await person.sees('You are now Ngọc Ánh');
  expect(await other.nextOf('person-renamed')).toMatchObject({ oldName: 'An' });
  person.input.write('/name bÌNH\r');
  await person.sees('Somebody here has this name.');
  person.input.write('/name\r');
  await person.sees('Say which: /name NEW');
  person.input.write('/whoami\r');
  await person.sees('There is no command /whoami.');
  person.input.write('/join\r');
  await person.sees('You are in the chat.');
  person.input.write('/help\r');
  await person.sees('/quit       leave');
  person.input.write('/quit\r');
  expect(await other.nextOf('person-left')).toMatchObject({ person: { name: 'Ngọc Ánh' } });
  expect(await person.exitCode).toBe(0);
});

test('A line being typed outlives what others say and a host that restarts, and so does what waits.', async () => {
  const dataDir = temporaryFolder();
  const { host, port, address } = await openChat({ dataDir });
  const person = sitDown(address, 'An');
  await person.sees('You are in');
  person.input.write('half of');
  await person.output.shows((screen) => screen.endsWith('An> half of'));
  await host.close();
  await person.sees('The host has closed the chat. Trying again by itself...');
  await person.output.shows((screen) => screen.endsWith('An (not connected)> half of'));
  person.input.write(' a line\rthe next');
  await person.output.shows((screen) => screen.endsWith('An (not connected, 1 to send)> the next'));
  await openChat({ dataDir, port });
  await person.sees('Connected again.');
  await person.output.shows((screen) => /An: half of a line\n(.*\n)*An> the next$/.test(screen));
});

test('A line too long for a message is told so, and can be brought back.', async () => {
  const { address } = await openChat();
  const person = sitDown(address, 'An');
  await person.sees('You are in');
  person.input.write(`${'x'.repeat(4001)}\r`);
  await person.sees('Not sent. This cannot be sent. A message has 1 to 4000 characters.');
  person.input.write('\u001b[A\u007f\r');
  await person.sees(`An: ${'x'.repeat(40)}`);
});

test('A seat that the same device takes elsewhere is given up, and taken back on demand.', async () => {
  const { address, port } = await openChat();
  const deviceKey = newId();
  const platform = createNodePlatform({ load: () => deviceKey, save: () => {}, forget: () => {} });
  const [input, output] = [createTestKeyboard(), createTestScreen(100)];
  const terminal = startInteractiveTerminal({ input, output, signalled: new Promise(() => undefined) });
  const exitCode = runChatSession({
    terminal,
    painter: createPainter(false),
    given: { address, nickname: 'An' },
    findNearby: async () => [],
    openChat: () => createChatClient({ platform }),
  });
  await output.shows((screen) => screen.includes('You are in'));
  const { client: elsewhere } = await joinWire(port, 'An', { deviceKey });
  await output.shows((screen) => screen.includes('This seat was taken over elsewhere.'));
  input.write('/join\r');
  await elsewhere.nextOf('replaced');
  await output.shows((screen) => screen.includes('Connected again.'));
  input.write('\u0004');
  expect(await exitCode).toBe(0);
  terminal.close();
});

test('Ctrl+C ends it while it asks, and while nobody answers.', async () => {
  const asked = sitDown();
  asked.input.write('\u0003');
  expect(await asked.exitCode).toBe(0);
  // TEST-NET-1 of RFC 5737: nothing answers there.
  const connecting = sitDown('192.0.2.1', 'An');
  await connecting.sees('Connecting to 192.0.2.1...');
  connecting.input.write('\u0003');
  expect(await connecting.exitCode).toBe(0);
});

test('Passwords are asked for where they are needed, and nothing of them is ever shown.', async () => {
  const { address, host } = await openChat({
    accountMode: 'accounts-only',
    chatPassword: 'hoa sua',
    passwordCost: { n: 16, r: 1, p: 1 },
  });
  const person = sitDown(address, 'An');
  await person.isAsked('Password of the chat:');
  person.input.write('hoa mai\r');
  await person.isAsked('Password of the chat:', 'That is not the password of this chat.');
  person.input.write('hoa sua\r');
  await person.isAsked('Do you have an account here? (y/n)', 'Log in with the name');
  person.input.write('no password is an answer\r');
  await person.isAsked('Do you have an account here? (y/n)', 'Answer y for yes or n for no.');
  person.input.write('Không\r');
  await person.isAsked('A new password for An:');
  person.input.write('123456\r');
  await person.isAsked('A new password for An:', 'This password is too easy to guess');
  person.input.write('hoa sen trang\r');
  await person.sees('You are in Lớp 9A as An');
  for (const secret of ['hoa', '123456']) expect(person.output.written()).not.toContain(secret);
  expect(host.status().people).toBe(1);
});

test('A name that belongs to an account is come in with by its password.', async () => {
  const { address, port } = await openChat({
    accountMode: 'names-can-be-kept',
    passwordCost: { n: 16, r: 1, p: 1 },
  });
  const { client } = await joinWire(port, 'An');
  client.send({ type: 'register', id: newId(), name: 'An', password: 'hoa sen' });
  await client.nextOf('logged-in');
  const person = sitDown(address, 'an');
  await person.isAsked('Password for an:', 'This name belongs to an account.');
  person.input.write('hoa mai\r');
  await person.isAsked('Password for an:', 'do not go together');
  person.input.write('hoa sen\r');
  await person.sees('You are in Lớp 9A as An');
});

test('Rooms are gone to by name, what was said there is told once, and what is new elsewhere is one line.', async () => {
  const { host, address } = await openChat();
  const teacher = await comeAsHost(host);
  const game = await addRoom(teacher, 'Trò chơi');
  await say(teacher, 'trước đó', game);
  const person = sitDown(address, 'An');
  await person.sees('You are in Lớp 9A as An');
  person.input.write('/rooms\r');
  await person.sees('Rooms: main (you are here), Trò chơi.');
  await say(teacher, 'ai chơi không', game);
  await person.sees('New elsewhere: 1 in Trò chơi. /room NAME goes there.');
  await say(teacher, 'nhanh lên', game);
  person.input.write('/rooms\r');
  await person.sees('Rooms: main (you are here), Trò chơi (2 new).');
  person.input.write('/room TRÒ CHƠI\r');
  await person.output.shows((screen) =>
    /You are in Trò chơi now\.\n--- .* ---\n.*ai chơi không\n.*nhanh lên\nAn in Trò chơi>$/.test(screen),
  );
  person.input.write('tôi\r');
  expect(
    await teacher.client.next((frame) => JSON.stringify(frame['messages'])?.includes('tôi') === true),
  ).toMatchObject({ type: 'messages-sent', room: game });
  await person.sees('An: tôi');
  await say(teacher, 'về phòng chung');
  await person.sees('New elsewhere: 1 in main.');
  person.input.write('/room\r');
  await person.output.shows((screen) =>
    /You are in the main room now\.\n.*về phòng chung\nAn>$/.test(screen),
  );
  person.input.write('/room\r');
  await person.sees('You are there.');
  person.input.write('/room Đâu đó\r');
  await person.sees('There is no room or person Đâu đó.');
  const screen = person.output.rows().join('\n');
  expect(screen.match(/New elsewhere/g)).toHaveLength(2);
  expect(screen.match(/ai chơi không/g)).toHaveLength(1);
});

test('What is said in private goes to one person, and where that is switched off it is said.', async () => {
  const { host, port, address } = await openChat();
  const teacher = await comeAsHost(host);
  const { client: other } = await joinWire(port, 'An Nhiên');
  const third = await joinWire(port, 'Chi');
  const person = sitDown(address, 'Bình');
  await person.sees('You are in');
  person.input.write('/msg an nhiên chào\r');
  await person.sees('Not sent: "chào". Private messages are switched off here.');
  await ask(teacher, { type: 'set-private-messages', policy: 'everyone' });
  person.input.write('/msg an nhiên chào bạn\r');
  const sent = await other.nextOf('messages-sent');
  expect(sent).toMatchObject({ messages: [{ content: 'chào bạn' }] });
  await person.sees('To An Nhiên: chào bạn');
  other.send({ type: 'send-message', id: newId(), content: 'ừ', room: sent['room'] });
  await person.sees('New elsewhere: 1 from An Nhiên.');
  person.input.write('/room An Nhiên\r');
  await person.output.shows((screen) => /Bình: chào bạn\n.*An Nhiên: ừ\nBình in An Nhiên>$/.test(screen));
  for (const wrong of ['/msg', '/msg nobody here']) {
    person.input.write(`${wrong}\r`);
    await person.sees('Say to whom: /msg NAME text.');
  }
  person.input.write('/msg An Nhiên\r');
  await person.sees('Say what: /msg An Nhiên text');
  await third.client.settled();
  expect(JSON.stringify(third.client.frames)).not.toContain('chào');
});
