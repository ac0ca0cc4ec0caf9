// How a host ends: who is told, what is still stored, and what is let go of.
import { expect, test } from 'vitest';
import { closeCodes } from '../protocol/close-codes.ts';
import { faultyDisk, systemError } from '../storage/testing.ts';
import { temporaryFolder, temporaryHost } from '../test/temporary.ts';
import { sendFile } from '../test/uploading.ts';
import { connectWire, joinFrame, joinWire, newId } from '../test/wire-client.ts';
import { startHost } from './host.ts';

test('whoever comes while a slow disk keeps a host from closing is told at once that it stops', async () => {
  const disk = faultyDisk();
  const host = await temporaryHost({ disk });
  const { client } = await joinWire(host.port, 'An');
  const sync = Promise.withResolvers<void>();
  disk.faults.sync = () => sync.promise;
  client.send({ type: 'send-message', id: newId(), content: 'x' });
  await client.nextOf('messages-sent');
  const closing = host.close();
  const late = await connectWire(host.port);
  late.send(joinFrame('Bình'));
  expect(await late.closed).toBe(closeCodes.goingAway);
  sync.resolve();
  await closing;
});

test('whoever comes while the others are told that a host stops is told so as well', async () => {
  const host = await temporaryHost();
  const { client } = await joinWire(host.port, 'An');
  // Somebody who does not answer makes the host wait.
  const silent = await joinWire(host.port, 'Bình');
  silent.client.socket.pause();
  const closing = host.close();
  await client.closed;
  const late = await connectWire(host.port);
  late.send(joinFrame('Chi'));
  expect(await late.closed).toBe(closeCodes.goingAway);
  silent.client.socket.terminate();
  await closing;
});

test('where a disk complains to the end, everyone is told all the same, and port and folder are free', async () => {
  const dataDir = temporaryFolder();
  const disk = faultyDisk();
  const options = { port: 0, bind: '127.0.0.1', dataDir, chatName: 'A', hostName: 'b', webDir: null, disk };
  const started = await startHost(options);
  if (!started.ok) throw new Error(started.code);
  const { host } = started;
  const { client } = await joinWire(host.port, 'An');
  await sendFile(host.port, client, Buffer.from('a'));
  // As a network drive does that could not keep what it has taken.
  disk.faults.closed = () => {
    throw systemError('EDQUOT');
  };
  await expect(host.close()).rejects.toMatchObject({ code: 'EDQUOT' });
  expect(await client.closed).toBe(closeCodes.goingAway);
  await expect(connectWire(host.port)).rejects.toThrow();
  disk.faults = {};
  await temporaryHost(options);
});
