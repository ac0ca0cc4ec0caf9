// How conversations are opened: on a disk that may lose its power, and where not all of their files can be.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDisk, type Disk } from '../../storage/disk.ts';
import { systemError } from '../../storage/testing.ts';
import { addRoom, ask, come, comeAsHost, say } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';

test.each(['opening its changes', 'reading its changes', 'looking at what was opened'])(
  'a room that fails in %s keeps no file open, however often it is asked for',
  async (failing) => {
    const dataDir = temporaryFolder();
    const first = await temporaryHost({ dataDir });
    const host = await comeAsHost(first);
    const room = await addRoom(host, 'Game');
    const message = await say(host, 'một', room);
    await ask(host, { type: 'react', message, emoji: '👍', on: true, room });
    await first.close();

    const open = new Set<object>();
    const isOfRoom = (path: string): boolean => path.includes('rooms') && path.endsWith('.json');
    const disk: Disk = {
      ...nodeDisk,
      async identify(path) {
        if (failing.startsWith('looking') && open.size > 0 && isOfRoom(path)) throw systemError('EMFILE');
        return nodeDisk.identify(path);
      },
      async open(path, mode) {
        const isChanges = isOfRoom(path) && path.endsWith('.changes.json');
        if (failing.startsWith('opening') && isChanges) throw systemError('EMFILE');
        const file = await nodeDisk.open(path, mode);
        if (!isOfRoom(path)) return file;
        open.add(file);
        let reads = 0;
        return {
          async read(buffer, position) {
            // The first two reads find the lines.
            reads += 1;
            if (failing.startsWith('reading') && isChanges && reads > 2) throw systemError('EIO');
            return file.read(buffer, position);
          },
          write: (bytes, position) => file.write(bytes, position),
          truncate: (sizeBytes) => file.truncate(sizeBytes),
          sync: () => file.sync(),
          async close() {
            await file.close();
            open.delete(file);
          },
        };
      },
    };
    const { port } = await temporaryHost({ dataDir, disk });
    const an = await come(port, 'An');
    for (let n = 0; n < 3; n += 1) {
      expect(await ask(an, { type: 'get-history', room })).toMatchObject({ code: 'storage-failed' });
    }
    expect(open.size).toBe(0);
  },
);

test('the folder of the rooms is on the disk before anything in it is acknowledged', async () => {
  const dataDir = temporaryFolder();
  let synced = false;
  const disk: Disk = {
    ...nodeDisk,
    async syncFolder(folder) {
      if (folder === dataDir && existsSync(join(dataDir, 'rooms'))) synced = true;
      await nodeDisk.syncFolder(folder);
    },
  };
  const host = await comeAsHost(await temporaryHost({ dataDir, disk }));
  await say(host, 'một', await addRoom(host, 'Game'));
  expect(synced).toBe(true);
});
