import { expect, onTestFinished, test } from 'vitest';
import type { HostInfo } from '../../protocol/host-info.ts';
import type { NearbyChat } from '../../protocol/nearby.ts';
import { createLan, type Lan } from '../../test/lan.ts';
import { createMulticastDns } from './bonjour.ts';
import { type Announcing, createAnnouncing } from './discovery.ts';
import { browseChats } from './nearby.ts';

/** What a host says that asks nothing of anybody. */
const freeForAll = { accountMode: 'open', asksPassword: false } as const;

const teacher = '192.168.1.5';
const pupil = '192.168.1.20';

function announce(lan: Lan, { address = teacher, chatName = 'Lớp 9A', bind = '0.0.0.0' } = {}): Announcing {
  const announcing = createAnnouncing({
    chatName,
    port: 8765,
    bind,
    openMulticast: lan.open(address),
    onTrouble: () => undefined,
  });
  announcing.set(true);
  onTestFinished(() => announcing.close());
  return announcing;
}

interface Looking {
  /** Resolves once the list is so. */
  until(isSo: (chats: readonly NearbyChat[]) => boolean): Promise<readonly NearbyChat[]>;
  readonly asked: string[];
  close(): void;
}

function look(
  lan: Lan,
  { roundMs = 20, info = null }: { roundMs?: number; info?: HostInfo | null } = {},
): Looking {
  let chats: readonly NearbyChat[] = [];
  const watchers = new Set<() => void>();
  const asked: string[] = [];
  const browsing = browseChats({
    openMulticast: lan.open(pupil),
    roundMs,
    async askInfo(url) {
      asked.push(url);
      return info;
    },
    onChange(now) {
      chats = now;
      for (const watch of [...watchers]) watch();
    },
  });
  onTestFinished(() => browsing.close());
  return {
    asked,
    close: () => browsing.close(),
    until: (isSo) =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (!isSo(chats)) return;
          watchers.delete(watch);
          resolve(chats);
        };
        watchers.add(watch);
        watch();
      }),
  };
}

/** An announcement as somebody with bad intentions makes one up. */
function forge(lan: Lan, from: string, service: { name: string; txt?: Record<string, string> }) {
  const multicast = lan.open(from)(() => undefined);
  const { bonjour } = createMulticastDns(multicast);
  bonjour.publish({
    type: 'classic-chatbox',
    port: 8765,
    txt: { v: '1', name: service.name, path: '/' },
    probe: false,
    ...service,
  });
  onTestFinished(() => bonjour.destroy());
}

const isOne = (chats: readonly NearbyChat[]): boolean => chats.length === 1;
const isNone = (chats: readonly NearbyChat[]): boolean => chats.length === 0;

test('a chat that is opened is found at the address that its announcement came from', async () => {
  const lan = createLan();
  const looking = look(lan);
  const { id } = announce(lan);
  expect(await looking.until(isOne)).toEqual([
    { id, name: 'Lớp 9A', address: '192.168.1.5:8765', people: null },
  ]);
});

test('a chat that was open before is found too, and asked how many people it has', async () => {
  const lan = createLan();
  announce(lan);
  const info = { ...freeForAll, name: 'Lớp 9A, bàn đầu', hostName: 'cô Hạnh', people: 28 };
  const looking = look(lan, { info });
  const [chat] = await looking.until((chats) => chats[0]?.people === 28);
  expect(chat?.name).toBe('Lớp 9A, bàn đầu');
  expect(looking.asked[0]).toBe('http://192.168.1.5:8765/api/info');
});

test('a chat that is closed says goodbye and is gone from the list at once', async () => {
  const lan = createLan();
  // So that nothing but the goodbye can take it away.
  const looking = look(lan, { roundMs: 60_000 });
  const announcing = announce(lan);
  await looking.until(isOne);
  await announcing.close();
  await looking.until(isNone);
});

test('a chat can be taken out of the lists and put back while it is open', async () => {
  const lan = createLan();
  const looking = look(lan, { roundMs: 60_000 });
  const announcing = announce(lan);
  await looking.until(isOne);
  announcing.set(false);
  await looking.until(isNone);
  announcing.set(true);
  await looking.until(isOne);
});

test('a host that fell silent without a goodbye is let go of', async () => {
  const lan = createLan();
  const looking = look(lan);
  let unplugged = false;
  const announcing = createAnnouncing({
    chatName: 'Lớp 9A',
    port: 8765,
    bind: undefined,
    onTrouble: () => undefined,
    openMulticast(onTrouble) {
      const multicast = lan.open(teacher)(onTrouble);
      return { ...multicast, send: async (packet) => (unplugged ? undefined : multicast.send(packet)) };
    },
  });
  announcing.set(true);
  onTestFinished(() => announcing.close());
  await looking.until(isOne);
  unplugged = true;
  await looking.until(isNone);
});

test('two hosts of one name are two chats, and one that is heard again and again is one', async () => {
  const lan = createLan();
  const looking = look(lan);
  announce(lan);
  announce(lan, { address: '192.168.1.6' });
  const chats = await looking.until((now) => now.length === 2);
  expect(chats.map(({ address }) => address)).toEqual(['192.168.1.5:8765', '192.168.1.6:8765']);
  announce(lan, { address: '192.168.1.7', chatName: 'Lớp 8B' });
  expect(await looking.until((now) => now.length >= 3)).toHaveLength(3);
});

test('nobody takes over the entry of a chat that answers', async () => {
  const lan = createLan();
  const { id } = announce(lan);
  const looking = look(lan, { info: { ...freeForAll, name: 'Lớp 9A', hostName: '', people: 3 } });
  await looking.until(isOne);
  forge(lan, '192.168.1.66', { name: id });
  // Heard after the forged one.
  announce(lan, { address: '192.168.1.7', chatName: 'Lớp 8B' });
  const chats = await looking.until((now) => now.length === 2);
  expect(chats[0]?.address).toBe('192.168.1.5:8765');
});

test('one machine cannot fill the list, and a good chat is found beside what it makes up', async () => {
  const lan = createLan();
  const looking = look(lan);
  for (let count = 0; count < 60; count += 1) forge(lan, '192.168.1.66', { name: `made-up-${count}` });
  announce(lan);
  const chats = await looking.until((now) => now.some(({ address }) => address === '192.168.1.5:8765'));
  expect(chats.length).toBeLessThanOrEqual(5);
});

test('packets that are broken, or made to break us, change nothing', async () => {
  const lan = createLan();
  const looking = look(lan);
  forge(lan, '192.168.1.66', { name: '__proto__' });
  forge(lan, '192.168.1.66', { name: 'no-texts-here', txt: {} });
  for (let length = 0; length < 300; length += 1) {
    lan.inject(
      Uint8Array.from({ length }, () => Math.floor(Math.random() * 256)),
      '192.168.1.66',
    );
  }
  announce(lan);
  expect(await looking.until((now) => now.length > 0)).toHaveLength(1);
});

test('a host that only its own machine can reach says nothing to the others', () => {
  const lan = createLan();
  for (const bind of ['127.0.0.1', 'localhost', '::1']) announce(lan, { bind });
  expect(lan.members).toBe(0);
  announce(lan, { bind: '192.168.1.5' });
  expect(lan.members).toBe(1);
});

test('who stops looking or announcing leaves nothing open', async () => {
  const lan = createLan();
  const looking = look(lan);
  const announcing = announce(lan);
  await looking.until(isOne);
  looking.close();
  await announcing.close();
  expect(lan.members).toBe(0);
});
