// What people see when the disk fails underneath: refusals with a code, no word lost, and an end to it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultyDisk, systemError } from '../storage/testing.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { connectWire, joinWire, newId } from '../test/wire-client.ts';

test('a full disk refuses sends with a code, keeps serving, and takes messages again when there is room', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const host = await temporaryHost({ dataDir, disk });
  const { client } = await joinWire(host.port, 'An');
  const watcher = await joinWire(host.port, 'Bình');

  disk.faults.write = () => {
    throw systemError('ENOSPC');
  };
  const refused = newId();
  client.send({ type: 'send-message', id: refused, content: 'no room' });
  expect(await client.nextOf('refused')).toEqual({
    type: 'refused',
    replyTo: refused,
    command: 'send-message',
    code: 'storage-full',
  });
  expect(host.status().notices.map(({ code }) => code)).toEqual(['storage-failing']);

  disk.faults = {};
  const stored = newId();
  for (;;) {
    client.send({ type: 'send-message', id: stored, content: 'room again' });
    const answer = await client.next(({ type }) => type === 'refused' || type === 'messages-stored');
    if (answer['type'] === 'messages-stored') break;
  }
  expect(await watcher.client.nextOf('messages-sent')).toMatchObject({ messages: [{ seq: 1, id: stored }] });
  expect(JSON.parse(readFileSync(join(dataDir, 'data.json'), 'utf8'))).toMatchObject([{ id: stored }]);
  expect(host.status().notices.at(-1)?.code).toBe('storage-recovered');
});

test('a classic client hears ErrorWhenSend with our code, and its next request is answered', async () => {
  const disk = faultyDisk();
  const { port } = await temporaryHost({ disk });
  const client = await connectWire(port);
  client.send({ type: 'name', name: 'An' });
  await client.nextOf('name');
  disk.faults.write = () => {
    throw systemError('EROFS');
  };
  client.send({ type: 'send', content: 'x' });
  expect(await client.nextOf('send')).toEqual({
    type: 'send',
    username: 'An',
    content: 'x',
    status: false,
    reason: 'ErrorWhenSend',
    error: 'storage-read-only',
  });
  client.send({ type: 'get' });
  expect(await client.nextOf('get')).toMatchObject({ status: true, data: { message: [], online: ['An'] } });
});

test('a message is shown once it is written but called stored only once it is synced', async () => {
  const disk = faultyDisk();
  const { port } = await temporaryHost({ disk });
  const { client } = await joinWire(port, 'An');
  const watcher = await joinWire(port, 'Bình');
  const sync = Promise.withResolvers<void>();
  disk.faults.sync = () => sync.promise;
  client.send({ type: 'send-message', id: newId(), content: 'x' });
  await watcher.client.nextOf('messages-sent');
  await client.settled();
  expect(client.frames.map(({ type }) => type)).not.toContain('messages-stored');
  sync.resolve();
  await client.nextOf('messages-stored');
});

test('what came while one write was under way goes out as one batch, in one frame', async () => {
  const disk = faultyDisk();
  const { port } = await temporaryHost({ disk });
  const { client } = await joinWire(port, 'An');
  const watcher = await joinWire(port, 'Bình');
  const begun = Promise.withResolvers<void>();
  const write = Promise.withResolvers<undefined>();
  disk.faults.write = () => {
    begun.resolve();
    return write.promise;
  };
  const say = (content: string): void => client.send({ type: 'send-message', id: newId(), content });
  say('first');
  await begun.promise;
  say('second');
  say('third');
  await client.settled();
  write.resolve(undefined);
  expect(await watcher.client.nextOf('messages-sent')).toMatchObject({ messages: [{ content: 'first' }] });
  expect(await watcher.client.nextOf('messages-sent')).toMatchObject({
    messages: [{ content: 'second' }, { content: 'third' }],
  });
});
