import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { type Multicast, openMulticast } from './multicast.ts';

/** A port of this test's own: what goes on in the real network is none of its business. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0);
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((closed) => void socket.close(closed));
  return port;
}

function open(port: number, onTrouble: (code: string) => void = () => undefined): Multicast {
  const multicast = openMulticast(onTrouble, port);
  onTestFinished(() => multicast.close());
  return multicast;
}

function nextPacket(multicast: Multicast): Promise<string> {
  return new Promise((heard) => {
    const stop = multicast.subscribe((packet) => {
      stop();
      heard(packet.toString());
    });
  });
}

/** Containers and some build machines have no network that takes multicast. */
async function takesMulticast(): Promise<boolean> {
  let trouble = false;
  const one = openMulticast(() => (trouble = true), await freePort());
  const heard = nextPacket(one);
  await one.send(Buffer.from('anybody?'));
  const timer = new Promise((resolve) => setTimeout(resolve, 500));
  const came = await Promise.race([heard.then(() => true), timer.then(() => false)]);
  one.close();
  return came && !trouble;
}
const hasMulticast = await takesMulticast();

test.skipIf(!hasMulticast)(
  'a packet reaches all who listen, and a listener that throws costs nobody another one',
  async () => {
    const port = await freePort();
    const [first, second] = [open(port), open(port)];
    second.subscribe(() => {
      throw new Error('broken by a packet');
    });
    const heard = [nextPacket(first), nextPacket(second)];
    await first.send(Buffer.from('một'));
    expect(await Promise.all(heard)).toEqual(['một', 'một']);
    const again = nextPacket(second);
    await first.send(Buffer.from('hai'));
    expect(await again).toBe('hai');
  },
);

test.skipIf(!hasMulticast)(
  'a packet that no network carries is dropped, and a flood is cut off',
  async () => {
    const port = await freePort();
    const multicast = open(port);
    const sizes: number[] = [];
    multicast.subscribe((packet) => sizes.push(packet.length));
    const ready = nextPacket(multicast);
    await multicast.send(Buffer.from('ready'));
    await ready;

    const stranger = createSocket('udp4');
    onTestFinished(() => void stranger.close());
    const throwAt = (size: number): Promise<unknown> =>
      new Promise((sent) => stranger.send(Buffer.alloc(size), port, '127.0.0.1', sent));
    await throwAt(9_001);
    for (let count = 0; count < 2_000; count += 1) await throwAt(100);
    await throwAt(100);
    expect(sizes).not.toContain(9_001);
    expect(sizes.length).toBeLessThan(1_500);
  },
);

test('a port that is taken is said once, and sending and closing go on as if nothing were', async () => {
  const other = createSocket('udp4').bind(0);
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const troubles: string[] = [];
  const multicast = open(other.address().port, (code) => troubles.push(code));
  await multicast.send(Buffer.from('one'));
  await multicast.send(Buffer.from('two'));
  expect(troubles).toEqual(['EADDRINUSE']);
  multicast.close();
  multicast.close();
});
