// How many messages each room has, noted when the host stops, so that the first who comes in after its next start waits for
// no room to be opened. Knows files by their size and identity, and not what is in them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCount, isObject, parseObject } from '../../protocol/json.ts';
import { removeLeftovers, replaceFile } from '../../storage/atomic-replace.ts';
import { nodeDisk, type Disk } from '../../storage/disk.ts';
import { changesFileOf, fileOf, type Conversation } from './conversation.ts';

const fileName = 'lengths.json';

interface Noted {
  readonly messages: number;
  /** Which files these were, and how large: an append that was not noted makes them others. */
  readonly files: string;
}

export class RoomLengths {
  readonly #folder: string;
  readonly #disk: Disk;
  /** By the room's id. */
  readonly #noted: ReadonlyMap<string, Noted>;

  private constructor(folder: string, disk: Disk, noted: ReadonlyMap<string, Noted>) {
    this.#folder = folder;
    this.#disk = disk;
    this.#noted = noted;
  }

  /**
   * Reads what was noted in `folder`, which must be locked, and forgets what is not so any more: after a crash, the rooms in
   * which something was written or changed. A file that cannot be read is as good as none.
   */
  static async open(folder: string, disk = nodeDisk): Promise<RoomLengths> {
    const path = join(folder, fileName);
    await removeLeftovers(path, disk);
    const noted = parseNoted(await readFile(path, 'utf8').catch(() => ''));
    const kept = await Promise.all(
      noted.map(async ([id, { files }]) => files === (await filesOf(id, folder, disk).catch(() => null))),
    );
    return new RoomLengths(folder, disk, new Map(noted.filter((_, index) => kept[index])));
  }

  /** Undefined where the room's file must be opened to know. Good until that is done. */
  of(id: string): number | undefined {
    return this.#noted.get(id)?.messages;
  }

  /** Notes these rooms anew, whose files must be closed, beside those that were not opened. What the disk refuses is not noted. */
  async save(rooms: Iterable<readonly [id: string, messages: number]>): Promise<void> {
    try {
      const noted = new Map(this.#noted);
      for (const [id, messages] of rooms) {
        noted.set(id, { messages, files: await filesOf(id, this.#folder, this.#disk) });
      }
      const text = JSON.stringify({ version: 1, rooms: Object.fromEntries(noted) });
      if (noted.size > 0) await replaceFile(join(this.#folder, fileName), text, this.#disk);
    } catch {
      // The rooms are opened at the next start then.
    }
  }
}

async function filesOf(id: string, folder: string, disk: Disk): Promise<string> {
  const room: Conversation = { kind: 'room', id };
  const found = await Promise.all(
    [fileOf(room), changesFileOf(room)].map((name) => disk.identify(join(folder, name))),
  );
  return found.map((file) => (file === null ? '-' : `${file.id}:${file.sizeBytes}`)).join(' ');
}

function parseNoted(text: string): (readonly [string, Noted])[] {
  const { rooms } = parseObject(text) ?? {};
  return Object.entries(isObject(rooms) ? rooms : {}).flatMap(([id, noted]) => {
    const { messages, files } = isObject(noted) ? noted : {};
    return isCount(messages) && typeof files === 'string' ? [[id, { messages, files }] as const] : [];
  });
}
