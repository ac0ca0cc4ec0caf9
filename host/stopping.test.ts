// How a host ends: who is told, what is still stored, and what is let go of.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeCodes } from '../protocol/close-codes.ts';
import { faultyDisk, systemError } from '../storage/testing.ts';
import { addRoom, ask, come, comeAsHost, say } from '../test/people.ts';
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

/** A folder with two rooms beside the main one, and their ids. Somebody has said something in each. */
async function folderWithRooms(): Promise<{ dataDir: string; rooms: readonly [string, string] }> {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({ dataDir });
  const teacher = await comeAsHost(host);
  const rooms = [await addRoom(teacher, 'Game'), await addRoom(teacher, 'Nhạc')] as const;
  for (const room of rooms) await say(teacher, 'xin chào', room);
  await host.close();
  return { dataDir, rooms };
}

/** A disk that counts its open files, and whose reads can be held up. */
function watchedDisk() {
  const disk = faultyDisk();
  const files = { open: 0 };
  const open = disk.open;
  disk.open = async (path, mode) => {
    const file = await open(path, mode);
    files.open += 1;
    return {
      ...file,
      async close() {
        files.open -= 1;
        await file.close();
      },
    };
  };
  return {
    disk,
    files,
    /** Resolves when somebody reads, who waits then until `goOn`. */
    async holdReads(): Promise<{ goOn(): void }> {
      const held = Promise.withResolvers<void>();
      await new Promise<void>((reads) => {
        disk.faults.read = async (read) => {
          reads();
          await held.promise;
          return read();
        };
      });
      return { goOn: () => held.resolve() };
    },
  };
}

test('what was said in a room that is still being opened is stored before the host is closed', async () => {
  const { dataDir, rooms } = await folderWithRooms();
  const { disk, holdReads } = watchedDisk();
  const host = await temporaryHost({ dataDir, disk });
  const { client } = await joinWire(host.port, 'An');
  const holding = holdReads();
  client.send({ type: 'send-message', id: 'the-last-one', content: 'x', room: rooms[0] });
  const reading = await holding;
  const closing = host.close();
  reading.goOn();
  expect(
    await client.next(({ replyTo, type }) => replyTo !== undefined || type === 'messages-stored'),
  ).toMatchObject({
    type: 'messages-stored',
    messages: [{ seq: 2, id: 'the-last-one' }],
  });
  await closing;
});

test('an edit that is being looked at is carried out before the host is closed', async () => {
  const dataDir = temporaryFolder();
  const { disk, files, holdReads } = watchedDisk();
  const host = await temporaryHost({ dataDir, disk });
  const an = await come(host.port, 'An');
  const message = await say(an, 'xin chao');
  const holding = holdReads();
  const answered = ask(an, { type: 'edit-message', message, content: 'xin chào' });
  const reading = await holding;
  const closing = host.close();
  reading.goOn();
  expect(await answered).toMatchObject({ type: 'done' });
  await closing;
  expect(files.open).toBe(0);
  const again = await temporaryHost({ dataDir });
  expect((await come(again.port, 'An')).joined).toMatchObject({ messages: [{ content: 'xin chào' }] });
});

test('of whoever is coming in while the host stops no file is left open', async () => {
  const { dataDir } = await folderWithRooms();
  // After a crash nothing says how long the rooms are: the first who comes in has them opened, one after the other.
  rmSync(join(dataDir, 'lengths.json'));
  const { disk, files, holdReads } = watchedDisk();
  const host = await temporaryHost({ dataDir, disk });
  const client = await connectWire(host.port);
  const holding = holdReads();
  client.send(joinFrame('An'));
  const reading = await holding;
  const closing = host.close();
  reading.goOn();
  await closing;
  expect(await client.closed).toBe(closeCodes.goingAway);
  expect(files.open).toBe(0);
  expect(host.status().log.filter(({ symbol }) => symbol === '!')).toEqual([]);
});

/** A folder with so much to read that it is read in several goes. */
function longHistory(): string {
  const dataDir = temporaryFolder();
  const lines = Array.from({ length: 3_000 }, (_, index) =>
    JSON.stringify({ name: 'An', content: 'x'.repeat(100), id: `message-${index + 1}`, at: index + 1 }),
  );
  writeFileSync(join(dataDir, 'data.json'), `[\n${lines.join(',\n')}\n]\n`);
  return dataDir;
}

for (const [who, asks] of [
  ['whoever is brought up to now', [joinFrame('An', { cursor: { seq: 10, id: 'message-10' } })]],
  ['whoever is sent the whole history', [{ type: 'name', name: 'An' }, { type: 'get' }]],
] as const) {
  test(`${who} while the host stops hears that it does, and not that the history is unreadable`, async () => {
    const { disk, holdReads } = watchedDisk();
    const host = await temporaryHost({ dataDir: longHistory(), disk });
    const { client: watcher } = await joinWire(host.port, 'Bình');
    const client = await connectWire(host.port);
    const holding = holdReads();
    for (const frame of asks) client.send(frame);
    const reading = await holding;
    disk.faults.closed = () => reading.goOn();
    await host.close();
    expect(await client.closed).toBe(closeCodes.goingAway);
    expect(await watcher.closed).toBe(closeCodes.goingAway);
    expect(host.status().log.filter(({ symbol }) => symbol === '!')).toEqual([]);
  });
}

test('a start that fails leaves no file open', async () => {
  const dataDir = temporaryFolder();
  const host = await temporaryHost({ dataDir });
  const { client } = await joinWire(host.port, 'An');
  await sendFile(host.port, client, Buffer.from('a'));
  await host.close();
  // Where the private talks should be.
  writeFileSync(join(dataDir, 'private'), '');
  const { disk, files } = watchedDisk();
  await expect(temporaryHost({ dataDir, disk })).rejects.toThrow('file-not-readable');
  expect(files.open).toBe(0);
  rmSync(join(dataDir, 'private'));
  await temporaryHost({ dataDir, disk });
});

test('an export that was begun before the host stops is whole', async () => {
  const { dataDir, rooms } = await folderWithRooms();
  const { disk, holdReads } = watchedDisk();
  const host = await temporaryHost({ dataDir, disk });
  const holding = holdReads();
  const exported = host.exportHistory(join(temporaryFolder(), 'lop9a'), 'en');
  const reading = await holding;
  const closing = host.close();
  reading.goOn();
  expect(await exported).toMatchObject({ ok: true, files: { rooms: 1 + rooms.length } });
  await closing;
});
