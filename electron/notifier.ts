// Notifications of the system. At most one of them is about messages: a newer one takes its place. Which messages are
// worth one is decided in the page.
import { Notification } from 'electron';
import type { MessageAlert } from '../client/desktop-port.ts';

export interface Notifier {
  /** About messages; pressing it calls back. Silently nothing where the system shows none. */
  alert(alert: MessageAlert, pressed: () => void): void;
  /** Takes the one about messages away: they have been seen. */
  clear(): void;
  /** About the app itself. False where the system shows none. */
  tell(words: { readonly title: string; readonly body: string }, pressed: () => void): boolean;
}

export function createNotifier(): Notifier {
  // Held: a notification that is collected as garbage no longer hears that it is pressed.
  let current: Notification | null = null;
  let told: Notification | null = null;

  function show(title: string, body: string, pressed: () => void): Notification {
    const notification = new Notification({ title, body, silent: true });
    notification.on('click', pressed);
    notification.show();
    return notification;
  }

  function clear(): void {
    current?.close();
    current = null;
  }

  return {
    alert({ title, body }, pressed) {
      if (!Notification.isSupported()) return;
      clear();
      current = show(title, body, pressed);
    },
    clear,
    tell({ title, body }, pressed) {
      if (!Notification.isSupported()) return false;
      told?.close();
      told = show(title, body, pressed);
      return true;
    },
  };
}
