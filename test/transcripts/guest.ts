// Somebody with our client's codec for an older wire, who speaks in commands and hears events, on a real socket.
import type { Command } from '../../protocol/commands.ts';
import type { ClientDialect } from '../../protocol/dialect.ts';
import type { ChatEvent } from '../../protocol/events.ts';
import { Client } from './replay.ts';

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
