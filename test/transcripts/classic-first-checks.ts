// The rulings on classic-first.json that are about other wires, paths and files, each as what must be true of a real
// host. What can be said in steps is in `classic-first-steps.ts`.
import { expect } from 'vitest';
import { asideFiles, noticeCodes, untilFrame, type HostCheck } from './host-checks.ts';
import { RawSocket } from './raw-socket.ts';
import { Client } from './replay.ts';
import type { Stage, StageOptions } from './stage.ts';

export const stages: Readonly<Record<string, StageOptions>> = {
  'data-json-missing': { history: null },
  'data-json-empty': { history: '' },
};

/** By the name of the scenario; runs after its steps. */
export const checks: Readonly<Record<string, HostCheck>> = {
  'send-name-per-message': keepsRegisteredNames,
  'data-json-missing': async (stage) => {
    expect(await asideFiles(stage)).toEqual([]);
    expect(noticeCodes(stage)).toEqual([]);
  },
  paths: findsTheWire,
};

/** A name that somebody has on another wire is theirs, in every spelling, for as long as they are here. */
async function keepsRegisteredNames({ port, path }: Stage): Promise<void> {
  const registered = await Client.connect(port, '/');
  registered.send(JSON.stringify({ type: 'name', name: 'Dung' }));
  await untilFrame(registered, 'name');
  const first = await Client.connect(port, path);
  const sendAs = async (name: string): Promise<unknown> => {
    first.send(JSON.stringify({ type: 'send', data: { name, content: 'x' } }));
    return first.next();
  };
  for (const name of ['Dung', 'DUNG', ' dung '])
    expect(await sendAs(name)).toEqual({ type: 'send', status: false });
  expect(await sendAs('Dũng')).toMatchObject({ type: 'send', status: true });
  expect(await registered.next()).toMatchObject({
    type: 'receive',
    datatype: 'message',
    name: 'Dũng',
    content: 'x',
  });
  await registered.expectNothing();
  registered.disconnect('clean');
  await registered.closed;
  expect(await sendAs('Dung')).toMatchObject({ type: 'send', status: true });
  first.disconnect('abrupt');
}

/** On `/` a `send` with an object under `data` shows this wire; a `get` shows nothing, and is answered as classic. */
async function findsTheWire({ port }: Stage): Promise<void> {
  const client = await Client.connect(port, '/');
  client.send('{"type":"get"}');
  expect(await client.next()).toEqual({ type: 'get', status: false, reason: 'UnknownRegister' });
  client.send('{"type":"send","data":{"name":"An","content":"x"}}');
  expect(await client.next()).toMatchObject({ type: 'send', status: true });
  client.send('{"type":"get"}');
  expect(await client.next()).toMatchObject({
    type: 'get',
    status: true,
    data: [{ name: 'An', content: 'x' }],
  });

  const pinned = await Client.connect(port, '/first');
  client.send('{"type":"send","data":{"name":"An","content":"y"}}');
  expect(await pinned.next()).toMatchObject({ name: 'An', content: 'y' });
  // What would be classic on `/` means nothing here.
  pinned.send('{"type":"name","name":"Binh"}');
  await pinned.expectNothing();
  client.disconnect('abrupt');
  pinned.disconnect('abrupt');

  const { raw, head } = await RawSocket.upgrade(port, '/connect');
  raw.close();
  expect(head).toMatch(/^HTTP\/1\.1 404 /);
}
