// What the window knows of newer versions of the app, and which word about them the person has put off. Renders nothing.
import type { DesktopPort, Updates, UpdateStatus } from '../../client/desktop-port.ts';

/** What is worth a word without being asked. */
export type UpdateNews = Extract<
  UpdateStatus,
  { name: 'available' | 'downloading' | 'ready' | 'download-failed' | 'install-failed' }
>;

export class UpdatesModel {
  value = $state.raw<Updates>({ appVersion: '', status: { name: 'off' } });
  /** The step that was put off, until the next one or the next start. */
  #later = $state.raw<UpdateNews['name'] | null>(null);
  readonly #port: DesktopPort;

  /** Follows the main process for the life of the window. */
  constructor(port: DesktopPort) {
    this.#port = port;
    port.subscribeUpdates((updates) => (this.value = updates));
  }

  get status(): UpdateStatus {
    return this.value.status;
  }

  /** What to say without being asked, if anything. */
  get news(): UpdateNews | null {
    const { status } = this;
    return 'version' in status && status.name !== this.#later ? status : null;
  }

  putOff(): void {
    if ('version' in this.status) this.#later = this.status.name;
  }

  async look(): Promise<void> {
    await this.#port.lookForUpdates();
  }

  async download(): Promise<void> {
    await this.#port.downloadUpdate();
  }

  async install(): Promise<void> {
    await this.#port.installUpdate();
  }
}
