// The rulings on fu-chat.json that are about sockets, paths and origins, each as what must be true of a real host. What
// can be said in steps is in `fu-chat-steps.ts`.
import { expect } from 'vitest';
import { checksOrigins, closesRaw, servesPaths, type HostCheck } from './host-checks.ts';
import { Client } from './replay.ts';
import type { Stage, StageOptions } from './stage.ts';

export const stages: Readonly<Record<string, StageOptions>> = {
  'server-keepalive': { pingIntervalMs: 100 },
};

/** By the name of the scenario; runs after its steps. */
export const checks: Readonly<Record<string, HostCheck>> = {
  'server-keepalive': isPinged,
  'unmasked-and-bad-utf8': async (stage) => {
    await closesRaw(stage, 1007, (raw) => raw.send(1, Buffer.from('22fffe22', 'hex')));
    await closesRaw(stage, 1002, (raw) => raw.send(1, '{}', false));
  },
  'http-paths-origin': async (stage) => {
    await servesPaths(stage);
    await checksOrigins(stage);
    await findsTheWire(stage);
  },
};

/** The heartbeat is a protocol ping, never a frame of its own; whoever answers stays. */
async function isPinged({ port, path }: Stage): Promise<void> {
  const client = await Client.connect(port, path);
  await client.pinged();
  await client.pinged();
  await client.expectNothing();
  client.disconnect('abrupt');
}

/** On `/` a `set_username` shows this wire. */
async function findsTheWire({ port }: Stage): Promise<void> {
  const client = await Client.connect(port, '/');
  client.send('{"type":"set_username","username":""}');
  expect(await client.next()).toEqual({ type: 'username_error', message: 'Username cannot be empty' });
  client.send('{"type":"set_username","username":"Alice"}');
  expect(await client.next()).toMatchObject({ type: 'username_accepted', username: 'Alice' });
  client.disconnect('abrupt');
}
