// What the window knows beside the chat: settings, the host, and the way from "nothing" to "the chat is open". Renders
// nothing.
import type { ChatPort } from '../../client/chat-port.ts';
import type {
  DesktopPort,
  ExportResult,
  HostStatus,
  ImportResult,
  LanguageTag,
  Settings,
} from '../../client/desktop-port.ts';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import type { StartHostFailure } from '../../protocol/host-status.ts';
import type { NearbyChat } from '../../protocol/nearby.ts';
import type { PreferencesModel } from '../preferences.ts';

/** Why the chat is not open: the host did not start, or it did and could not be joined. */
export type OpenFailure = StartHostFailure | { readonly ok: false; readonly code: ErrorCode };

export interface OpenRequest {
  readonly chatName: string;
  readonly nickname: string;
  readonly port: number;
}

export class DesktopModel implements PreferencesModel {
  settings = $state.raw<Settings>()!;
  host = $state.raw<HostStatus>({ name: 'stopped' });
  /** The chats of others in this network, while it looks around. */
  nearby = $state.raw<readonly NearbyChat[]>([]);
  /** True from the press of "Host" until the chat is joined or has failed. */
  opening = $state(false);
  stopping = $state(false);
  openFailure = $state.raw<OpenFailure | null>(null);
  /** Whether the app starts with the person's session; null where it cannot. */
  startsOnLogin = $state<boolean | null>(null);

  readonly #port: DesktopPort;
  readonly #chat: ChatPort;

  constructor(port: DesktopPort, chat: ChatPort, settings: Settings) {
    this.#port = port;
    this.#chat = chat;
    this.settings = settings;
  }

  /** Follows the main process for the life of the window; resolves once it is known whether this machine hosts. */
  async follow(): Promise<void> {
    this.#port.subscribeSettings((settings) => (this.settings = settings));
    // Only the settings show it, and nobody has opened them yet.
    void this.#port.startsOnLogin().then((starts) => (this.startsOnLogin = starts));
    await new Promise<void>((resolve) => {
      this.#port.subscribeHost((status) => {
        this.host = status;
        resolve();
      });
    });
  }

  /** Returns how to stop. */
  lookAround(): () => void {
    const stop = this.#port.subscribeNearby((chats) => (this.nearby = chats));
    return () => {
      stop();
      this.nearby = [];
    };
  }

  get value(): Settings {
    return this.settings;
  }

  get systemLanguage(): LanguageTag {
    return this.#port.systemLanguage;
  }

  /** The host's status where it runs, else null. */
  get running(): Extract<HostStatus, { name: 'running' }> | null {
    return this.host.name === 'running' ? this.host : null;
  }

  async change(change: Partial<Settings>): Promise<boolean> {
    this.settings = { ...this.settings, ...change };
    const result = await this.#port.updateSettings(change);
    if (result.ok) this.settings = result.value;
    return result.ok;
  }

  /** Starts the host and joins it. A failure stays in `openFailure` until the next try. */
  async open({ chatName, nickname, port }: OpenRequest): Promise<void> {
    await this.#try(async () => {
      const started = await this.#port.startHost({ chatName, port });
      return started.ok ? this.#chat.join({ address: null, nickname }) : started;
    });
  }

  /** Something else is tried, or what failed was changed: why it failed says nothing any more. */
  forgetFailure(): void {
    this.openFailure = null;
  }

  /** Goes back into the chat that this machine hosts. */
  async enter(nickname: string): Promise<void> {
    await this.#try(() => this.#chat.join({ address: null, nickname }));
  }

  async #try(attempt: () => Promise<{ readonly ok: true } | OpenFailure>): Promise<void> {
    if (this.opening) return;
    this.opening = true;
    this.openFailure = null;
    try {
      const result = await attempt();
      this.openFailure = result.ok ? null : result;
    } finally {
      this.opening = false;
    }
  }

  /** Leaves and ends the chat for everyone; the first so that the client does not try to reconnect. */
  async stop(inOwnChat: boolean): Promise<void> {
    this.stopping = true;
    try {
      if (inOwnChat) await this.#chat.leave();
      await this.#port.stopHost();
    } finally {
      this.stopping = false;
    }
  }

  async setStartOnLogin(enabled: boolean): Promise<void> {
    this.startsOnLogin = enabled;
    this.startsOnLogin = await this.#port.setStartOnLogin(enabled);
  }

  async forgetRecent(address: string): Promise<void> {
    await this.change({
      recentChats: this.settings.recentChats.filter((recent) => recent.address !== address),
    });
  }

  async allowOrigin(origin: string): Promise<void> {
    await this.#port.allowOrigin(origin);
  }

  async setLegacyHttp(enabled: boolean): Promise<void> {
    await this.#port.setLegacyHttp(enabled);
  }

  /** Takes in a history that the person chooses; null where they chose none. */
  async importHistory(): Promise<ImportResult | null> {
    const result = await this.#port.importHistory();
    // Where this machine hosts, everyone comes back by themselves; whoever pressed the button need not wait for it.
    if (result !== null) await this.#chat.reconnectNow();
    return result;
  }

  /** Writes the history where the person chooses; null where they chose no place. */
  exportHistory(chatName: string): Promise<ExportResult | null> {
    return this.#port.exportHistory(chatName);
  }

  /** Copies by the main process: the page has no permission for the clipboard. */
  copyText = async (text: string): Promise<boolean> => {
    await this.#port.copyText(text);
    return true;
  };
}
