// A TCP proxy between clients and a host that does to connections what bad networks do: drops them, lets them hang,
// delays every byte, or closes one direction only.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Random } from './form.ts';

const troubles = ['drop', 'stall', 'delay', 'half-close'] as const;
export type Trouble = (typeof troubles)[number];

export interface BadNetwork {
  readonly port: number;
  /** How often each was done. */
  readonly counts: Readonly<Record<Trouble, number>>;
  /** Does one of them to one connection. */
  trouble(): void;
  /** From now on connections are left alone; what was stalled flows again. */
  heal(): void;
}

interface Pair {
  readonly client: Socket;
  readonly host: Socket;
  /** Each chunk waits this long, in both directions. */
  delayMs: number;
  stalled: boolean;
}

const longestDelayMs = 100;
const longestStallMs = 2_000;

/** Listens on a free port and connects whoever comes to `hostPort`. */
export async function startBadNetwork(hostPort: number, random: Random): Promise<BadNetwork> {
  const pairs = new Set<Pair>();
  const counts = { drop: 0, stall: 0, delay: 0, 'half-close': 0 };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const host = connect({ port: hostPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const pair: Pair = { client, host, delayMs: 0, stalled: false };
    pairs.add(pair);
    carry(pair, client, host);
    carry(pair, host, client);
  });
  const end = (pair: Pair): void => {
    pairs.delete(pair);
    pair.client.destroy();
    pair.host.destroy();
  };

  function carry(pair: Pair, from: Socket, to: Socket): void {
    // One after the other, so that delays keep the order of a stream.
    let last = Promise.resolve();
    const inTurn = (step: () => void): void => {
      const { delayMs } = pair;
      last = last.then(async () => {
        if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
        step();
      });
    };
    from.on('data', (chunk) => inTurn(() => void to.write(chunk)));
    from.on('end', () => inTurn(() => void to.end()));
    from.on('error', () => end(pair));
    from.on('close', () => {
      if (to.destroyed || from.errored) end(pair);
      // Closed in both directions on this side: what is on its way still arrives.
      else inTurn(() => void to.end());
    });
  }

  function stall(pair: Pair): void {
    pair.stalled = true;
    const sockets = random.pick([[pair.client], [pair.host], [pair.client, pair.host]]);
    for (const socket of sockets) socket.pause();
    setTimeout(() => flow(pair), random.below(longestStallMs)).unref();
  }

  function flow(pair: Pair): void {
    pair.stalled = false;
    pair.client.resume();
    pair.host.resume();
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const pair of pairs) end(pair);
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    counts,
    trouble() {
      const pair = [...pairs][random.below(pairs.size)];
      if (pair === undefined) return;
      const trouble = random.pick(troubles);
      counts[trouble] += 1;
      if (trouble === 'drop') end(pair);
      else if (trouble === 'stall') stall(pair);
      else if (trouble === 'delay') pair.delayMs = random.below(longestDelayMs);
      else random.pick([pair.client, pair.host]).end();
    },
    heal() {
      for (const pair of pairs) {
        pair.delayMs = 0;
        if (pair.stalled) flow(pair);
      }
    },
  };
}
