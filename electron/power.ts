// Sleep, waking up and the end of the machine's day. Knows no Electron: its monitor and its blocker are handed in.
import type { PowerSaveBlocker } from 'electron';
import type { HostService } from './host-service.ts';

/** The part of Electron's power monitor that is listened to. */
interface SystemMonitor {
  on(event: 'resume', listener: () => void): unknown;
  on(event: 'shutdown', listener: () => void): unknown;
}

export interface PowerOptions {
  readonly monitor: SystemMonitor;
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  readonly host: Pick<HostService, 'subscribe'>;
  /** After sleep a connection is dead long before it says so. */
  wake(): void;
  /** The system ends, and waits for nobody's answer. */
  quitUnasked(): void;
}

/**
 * While a chat is hosted here the machine does not fall asleep by itself; its screen may. Nothing is done when somebody
 * puts it to sleep on purpose: what people wrote is on the disk, and clients and host judge no silence that was slept.
 */
export function setUpPower({ monitor, blocker, host, wake, quitUnasked }: PowerOptions): void {
  let held: number | null = null;

  host.subscribe(({ name }) => {
    if (name === 'running') {
      held ??= blocker.start('prevent-app-suspension');
    } else if (held !== null) {
      blocker.stop(held);
      held = null;
    }
  });

  monitor.on('resume', wake);
  monitor.on('shutdown', quitUnasked);
}
