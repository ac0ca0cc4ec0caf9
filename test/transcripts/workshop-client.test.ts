// Our client's codec for workshop servers, against our own host, which is one of them as far as this wire goes, and
// against what the original one said.
import { expect, test } from 'vitest';
import { isObject } from '../../protocol/json.ts';
import { createWorkshopClient } from '../../protocol/workshop-client.ts';
import { expectHarmless, twoMeet } from './guest.ts';
import { Client } from './replay.ts';
import { onStage } from './stage.ts';
import { readTranscript } from './transcript.ts';

test('two of our clients chat over the workshop wire, and see who is renamed on another one', async () => {
  await onStage({}, async ({ port }) => {
    const { an, binh } = await twoMeet(port, createWorkshopClient);
    binh.say({ type: 'send-message', id: 'message-2', content: '' });
    expect(await binh.hear()).toMatchObject({ type: 'refused', replyTo: 'message-2', code: 'bad-content' });
    binh.say({ type: 'send-message', id: 'message-3', content: 'hai' });
    expect(await binh.hear()).toMatchObject({
      type: 'messages-stored',
      messages: [{ seq: 2, id: 'message-3' }],
    });
    expect(await an.hear()).toMatchObject({ type: 'messages-sent', messages: [{ seq: 2, name: 'Bình' }] });

    const classic = await Client.connect(port, '/');
    classic.send(JSON.stringify({ type: 'name', name: 'Chi' }));
    expect(await an.hear()).toMatchObject({ type: 'person-joined', person: { name: 'Chi' } });
    classic.send(JSON.stringify({ type: 'name', name: 'Chi 2' }));
    expect(await an.hear()).toMatchObject({
      type: 'person-renamed',
      oldName: 'Chi',
      person: { name: 'Chi 2' },
    });
    classic.disconnect('abrupt');
    expect(await an.hear()).toMatchObject({ type: 'person-left', person: { name: 'Chi 2' } });

    binh.go();
    expect(await an.hear()).toMatchObject({ type: 'person-left', person: { name: 'Bình' } });
    an.say({ type: 'get-people', id: null });
    expect(await an.hear()).toMatchObject({ type: 'people-listed', people: [{ name: 'An' }] });
    an.go();
  });
});

test('whatever the original server says is read without harm by somebody who asked nothing', () => {
  expectHarmless(readTranscript('fu-chat.json'), createWorkshopClient);
});

test('a greeting of the original server is joining, with its history', () => {
  const scenario = readTranscript('fu-chat.json').scenarios.find(({ name }) => name === 'history-order');
  const heard = scenario?.steps.filter(({ client, receive }) => client === 'B' && isObject(receive)) ?? [];
  const dialect = createWorkshopClient();
  const join = {
    id: 'command-1',
    protocol: 1,
    nickname: 'Bob',
    deviceKey: 'k'.repeat(22),
    cursor: null,
    hostKey: null,
  };
  dialect.encode({ type: 'join', ...join });
  expect(heard.map(({ receive }) => dialect.decode(JSON.stringify(receive)))).toEqual(heard.map(() => null));
  expect(dialect.decode('{"type": "pong", "timestamp": "2026-11-20T08:15:12.773105"}')).toMatchObject({
    type: 'joined',
    you: { name: 'Bob' },
    people: [{ name: 'Alice' }, { name: 'Bob' }],
    messages: [
      { name: 'Alice', content: 'one' },
      { name: 'Alice', content: 'two' },
    ],
  });
});
