// Somebody with our client's codec for an older wire, who speaks in commands and hears events, on a real socket.
import { expect } from 'vitest';
import type { Command } from '../../protocol/commands.ts';
import type { ClientDialect } from '../../protocol/dialect.ts';
import type { ChatEvent } from '../../protocol/events.ts';
import { Client } from './replay.ts';
import type { Transcript } from './transcript.ts';

export class Guest {
  readonly #dialect: ClientDialect;
  readonly #client: Client;

  private constructor(dialect: ClientDialect, client: Client) {
    this.#dialect = dialect;
    this.#client = client;
  }

  static async connect(port: number, dialect: ClientDialect): Promise<Guest> {
    return new Guest(dialect, await Client.connect(port, '/'));
  }

  say(command: Command): void {
    for (const frame of this.#dialect.encode(command)) this.#client.send(frame);
  }

  join(nickname: string): Promise<ChatEvent> {
    const deviceKey = 'k'.repeat(22);
    this.say({
      type: 'join',
      id: `join-${nickname}`,
      protocol: 1,
      nickname,
      deviceKey,
      cursor: null,
      hostKey: null,
    });
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

/** An comes and says "một"; Bình first asks for An's name, is refused, and comes. Each hears what they should of it. */
export async function twoMeet(
  port: number,
  createDialect: () => ClientDialect,
): Promise<{ readonly an: Guest; readonly binh: Guest }> {
  const an = await Guest.connect(port, createDialect());
  expect(await an.join('An')).toMatchObject({
    type: 'joined',
    people: [{ name: 'An' }],
    messages: [],
    lastSeq: 0,
  });
  an.say({ type: 'send-message', id: 'message-1', content: 'một' });
  const stored = { seq: 1, id: 'message-1', name: 'An', content: 'một' };
  expect(await an.hear()).toMatchObject({ type: 'messages-stored', messages: [stored] });

  const binh = await Guest.connect(port, createDialect());
  expect(await binh.join('an')).toMatchObject({ type: 'refused', command: 'join', code: 'nickname-taken' });
  expect(await binh.join('Bình')).toMatchObject({
    type: 'joined',
    replyTo: 'join-Bình',
    you: { name: 'Bình' },
    people: [{ name: 'An' }, { name: 'Bình' }],
    messages: [{ seq: 1, name: 'An', content: 'một' }],
  });
  expect(await an.hear()).toMatchObject({ type: 'person-joined', person: { name: 'Bình' } });
  return { an, binh };
}

/** Reads all that an original server said, as somebody who asked nothing. */
export function expectHarmless({ scenarios }: Transcript, createDialect: () => ClientDialect): void {
  for (const { steps } of scenarios) {
    const dialect = createDialect();
    for (const { receive } of steps) {
      if (receive !== undefined) expect(() => dialect.decode(JSON.stringify(receive))).not.toThrow();
    }
  }
}
