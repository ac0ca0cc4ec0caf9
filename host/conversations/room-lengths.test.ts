// What a host knows of its rooms when it starts again, over real sockets and with real files.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addRoom, ask, come, comeAsHost, say } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { nodeDisk, type Disk } from '../../storage/disk.ts';
import { fileOf } from './conversation.ts';

/** The real disk, and the paths that were opened on it. */
function watchedDisk(): { readonly disk: Disk; readonly opened: string[] } {
  const opened: string[] = [];
  const disk: Disk = {
    ...nodeDisk,
    open(path, mode) {
      opened.push(path);
      return nodeDisk.open(path, mode);
    },
  };
  return { disk, opened };
}

test('whoever comes in after a restart learns how far each room goes, and no room is opened for it', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const host = await comeAsHost(first);
  const [game, music] = [await addRoom(host, 'Game'), await addRoom(host, 'Music')];
  const { id } = await say(host, 'm1', game);
  await say(host, 'm2', game);
  // Whose file nobody has made yet must be looked for.
  await come(first.port, 'An');
  await first.close();

  const { disk, opened } = watchedDisk();
  const second = await temporaryHost({ dataDir, disk });
  const an = await come(second.port, 'An');
  expect(an.joined.positions).toMatchObject([
    { room: 'main', lastSeq: 0 },
    { room: game, lastSeq: 2 },
    { room: music, lastSeq: 0 },
  ]);
  const pathOf = (room: string): string => join(dataDir, fileOf({ kind: 'room', id: room }));
  expect(opened).not.toContain(pathOf(game));
  expect(opened).not.toContain(pathOf(music));

  // Whoever held something of a room gets what came after it, and only that room is opened.
  const binh = await come(second.port, 'Bình', { cursors: [{ room: game, seq: 1, id }] });
  expect(await binh.client.nextOf('messages-sent')).toMatchObject({
    room: game,
    messages: [{ content: 'm2' }],
  });
  expect(opened).toContain(pathOf(game));
  expect(opened).not.toContain(pathOf(music));
  await second.close();

  // A room that was not opened this time is still known the next.
  const third = watchedDisk();
  const { port } = await temporaryHost({ dataDir, disk: third.disk });
  expect((await come(port, 'An')).joined).toMatchObject({
    positions: [{}, { room: game, lastSeq: 2 }, { room: music, lastSeq: 0 }],
  });
  expect(third.opened).not.toContain(pathOf(music));
});

test('what was noted before something was written or changed is not believed', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const host = await comeAsHost(first);
  const [game, music] = [await addRoom(host, 'Game'), await addRoom(host, 'Music')];
  await say(host, 'm1', game);
  const { id } = await say(host, 'm1', music);
  await first.close();
  const noted = join(dataDir, 'lengths.json');
  copyFileSync(noted, `${noted}.before`);

  const second = await temporaryHost({ dataDir });
  const again = await comeAsHost(second);
  await say(again, 'm2', game);
  const like = { type: 'react', room: music, message: { seq: 1, id }, emoji: '👍', on: true };
  expect(await ask(again, like)).toMatchObject({ type: 'done' });
  await second.close();
  // As a host leaves it that was killed.
  copyFileSync(`${noted}.before`, noted);

  const { disk, opened } = watchedDisk();
  const third = await temporaryHost({ dataDir, disk });
  expect((await come(third.port, 'An')).joined).toMatchObject({
    positions: [{}, { room: game, lastSeq: 2 }, { room: music, lastSeq: 1 }],
  });
  // What a crash may have left half-done with its messages is finished before anybody looks.
  expect(opened).toContain(join(dataDir, fileOf({ kind: 'room', id: music })));
});
