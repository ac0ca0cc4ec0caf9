// Our client's codec for older servers, against our own host, which is one of them as far as this wire goes.
import { expect, test } from 'vitest';
import { createClassicClient } from '../../protocol/classic-client.ts';
import type { Command } from '../../protocol/commands.ts';
import type { ChatEvent } from '../../protocol/events.ts';
import { Client } from './replay.ts';
import { onStage, type Stage } from './stage.ts';
import { readScenarios } from './transcript.ts';

/** Somebody who speaks in commands and hears events. */
class Guest {
  readonly #dialect = createClassicClient();
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async connect({ port }: Stage): Promise<Guest> {
    return new Guest(await Client.connect(port, '/'));
  }

  say(command: Command): void {
    for (const frame of this.#dialect.encode(command)) this.#client.send(frame);
  }

  join(nickname: string): Promise<ChatEvent> {
    const deviceKey = 'k'.repeat(22);
    this.say({ type: 'join', id: `join-${nickname}`, protocol: 1, nickname, deviceKey, cursor: null, hostKey: null });
    return this.hear();
  }

  /** The next event. */
  async hear(): Promise<ChatEvent> {
    for (;;) {
      const event = this.#dialect.decode(JSON.stringify(await this.#client.next()));
      if (event !== null) return event;
    }
  }

  go(): void {
    this.#client.disconnect('clean');
  }
}

test('two of our clients chat over the classic wire', async () => {
  await onStage('[]', 600_000, async (stage) => {
    const an = await Guest.connect(stage);
    expect(await an.join('An')).toMatchObject({ type: 'joined', people: [{ name: 'An' }], messages: [], lastSeq: 0 });
    an.say({ type: 'send-message', id: 'message-1', content: 'một' });
    const stored = { seq: 1, id: 'message-1', name: 'An', content: 'một' };
    expect(await an.hear()).toMatchObject({ type: 'messages-stored', messages: [stored] });

    const binh = await Guest.connect(stage);
    expect(await binh.join('an')).toMatchObject({ type: 'refused', command: 'join', code: 'nickname-taken' });
    expect(await binh.join('Bình')).toMatchObject({
      type: 'joined',
      replyTo: 'join-Bình',
      you: { name: 'Bình' },
      people: [{ name: 'An' }, { name: 'Bình' }],
      messages: [{ seq: 1, name: 'An', content: 'một' }],
    });
    expect(await an.hear()).toMatchObject({ type: 'person-joined', person: { name: 'Bình' } });

    binh.say({ type: 'set-nickname', id: 'rename-1', nickname: 'Bình 2' });
    expect(await binh.hear()).toMatchObject({ type: 'nickname-set', replyTo: 'rename-1', name: 'Bình 2' });
    expect(await an.hear()).toMatchObject({ type: 'person-renamed', oldName: 'Bình', person: { name: 'Bình 2' } });

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
  for (const { steps } of readScenarios('classic-v2.json')) {
    const dialect = createClassicClient();
    for (const { receive } of steps) {
      if (receive !== undefined) expect(() => dialect.decode(JSON.stringify(receive))).not.toThrow();
    }
  }
});
