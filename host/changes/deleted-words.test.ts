// What was deleted, or put otherwise, is told to nobody who comes later, on whichever wire and from whatever is still in
// memory. Over real sockets and with real files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultyDisk } from '../../storage/testing.ts';
import { ask, come, comeAsHost, say } from '../../test/people.ts';
import { temporaryFolder, temporaryHost } from '../../test/temporary.ts';
import { connectWire, newId } from '../../test/wire-client.ts';

test('a deleted text is not in what the workshop wire greets with', async () => {
  const { port } = await temporaryHost();
  const an = await come(port, 'An');
  await say(an, 'còn đây');
  const message = await say(an, 'bí mật');
  await ask(an, { type: 'delete-message', message });
  const old = await connectWire(port, '/workshop');
  old.send({ type: 'set_username', username: 'Old' });
  const history = await old.nextOf('history');
  expect(history).toMatchObject({ messages: [{ message: 'còn đây' }, { message: '' }] });
});

test('whoever comes back is not told the edits of a message that was deleted meanwhile', async () => {
  const { port } = await temporaryHost();
  const an = await come(port, 'An');
  const message = await say(an, 'một');
  const secret = await say(an, 'hai');
  await ask(an, { type: 'edit-message', message: secret, content: 'bí mật' });
  await ask(an, { type: 'delete-message', message: secret });
  const back = await come(port, 'Bình', { cursor: message });
  const told = await back.client.nextOf('messages-changed');
  expect(told).toMatchObject({ changes: [{ ...secret, change: 'deleted' }], changed: { seq: 2 } });
  expect(JSON.stringify(told)).not.toContain('bí mật');
});

test('whoever comes back is told the last words of a message and not those in between, which are for co-hosts', async () => {
  const dataDir = temporaryFolder();
  const first = await temporaryHost({ dataDir });
  const an = await come(first.port, 'An');
  const message = await say(an, 'một');
  await ask(an, { type: 'edit-message', message, content: 'bí mật' });
  await ask(an, { type: 'edit-message', message, content: 'hai' });
  const told = { changes: [{ ...message, change: 'edited', content: 'hai' }], changed: { seq: 2 } };
  const back = await come(first.port, 'Bình', { cursor: message });
  expect(await back.client.nextOf('messages-changed')).toMatchObject(told);
  await first.close();
  const second = await temporaryHost({ dataDir });
  const again = await come(second.port, 'Chi', { cursor: message });
  expect(await again.client.nextOf('messages-changed')).toMatchObject(told);
});

test('a message that is being deleted cannot be edited any more: nothing of it comes after, on the wire or on the disk', async () => {
  const dataDir = temporaryFolder();
  const running = await temporaryHost({ dataDir });
  const host = await comeAsHost(running);
  const an = await come(running.port, 'An');
  const message = await say(an, 'một');
  // Both are under way before either is on the disk.
  an.client.send({ type: 'delete-message', id: newId(), message });
  const edited = await ask(an, { type: 'edit-message', message, content: 'bí mật' });
  expect(edited).toMatchObject({ type: 'refused', code: 'unknown-message' });
  expect(await host.client.nextOf('messages-changed')).toMatchObject({ changes: [{ change: 'deleted' }] });
  expect(readFileSync(join(dataDir, 'data.changes.json'), 'utf8')).not.toContain('bí mật');
});

test('an edit never overtakes the deletion that was sent before it, however late the disk answers', async () => {
  const disk = faultyDisk();
  const { port } = await temporaryHost({ disk });
  const an = await come(port, 'An');
  const message = await say(an, 'một');
  const reads: (() => Promise<void>)[] = [];
  disk.faults.read = (read) => new Promise((resolve) => reads.push(async () => resolve(await read())));
  an.client.send({ type: 'delete-message', id: newId(), message });
  const edited = ask(an, { type: 'edit-message', message, content: 'bí mật' });
  await an.client.settled();
  delete disk.faults.read;
  // What was asked of the disk last comes first.
  for (const end of reads.reverse()) await end();
  expect(await edited).toMatchObject({ type: 'refused', code: 'unknown-message' });
});
