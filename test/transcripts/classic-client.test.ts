// Our client's codec for older servers, against our own host, which is one of them as far as this wire goes.
import { expect, test } from 'vitest';
import { createClassicClient } from '../../protocol/classic-client.ts';
import { expectHarmless, twoMeet } from './guest.ts';
import { onStage } from './stage.ts';
import { readTranscript } from './transcript.ts';

test('two of our clients chat over the classic wire', async () => {
  await onStage({}, async ({ port }) => {
    const { an, binh } = await twoMeet(port, createClassicClient);

    binh.say({ type: 'set-nickname', id: 'rename-1', nickname: 'Bình 2' });
    expect(await binh.hear()).toMatchObject({ type: 'nickname-set', replyTo: 'rename-1', name: 'Bình 2' });
    expect(await an.hear()).toMatchObject({
      type: 'person-renamed',
      oldName: 'Bình',
      person: { name: 'Bình 2' },
    });

    binh.say({ type: 'send-message', id: 'message-2', content: 'hai' });
    expect(await an.hear()).toMatchObject({ type: 'messages-sent', messages: [{ seq: 2, name: 'Bình 2' }] });
    an.say({ type: 'get-history', id: 'history-1', before: 2, after: null, limit: 50 });
    expect(await an.hear()).toMatchObject({ type: 'history-page', messages: [{ seq: 1 }], hasNewer: true });

    binh.go();
    expect(await an.hear()).toMatchObject({ type: 'person-left', person: { name: 'Bình 2' } });
    an.go();
  });
});

test('whatever the original server says is read without harm by somebody who asked nothing', () => {
  expectHarmless(readTranscript('classic-v2.json'), createClassicClient);
});
