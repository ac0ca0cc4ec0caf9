// Connects the window's close button to what closing does (`closing.ts`), and keeps the window's place.
import { type BrowserWindow, dialog } from 'electron';
import type { Language } from '../client/desktop-port.ts';
import { type Aside, closingQuits, putWindowAside } from './closing.ts';
import type { Current } from './current.ts';
import type { HostService } from './host-service.ts';
import type { Notifier } from './notifier.ts';
import type { QuitGuard } from './quit.ts';
import { isTrayShown } from './tray-host.ts';
import type { WindowMemory } from './window-memory.ts';
import { placeOf } from './window.ts';
import { asideWords } from './words.ts';

export interface ClosingWindowOptions {
  readonly window: BrowserWindow;
  readonly guard: QuitGuard;
  readonly memory: WindowMemory;
  readonly host: HostService;
  readonly language: Current<Language>;
  readonly notifier: Notifier;
  show(): void;
}

export function setUpClosing(options: ClosingWindowOptions): void {
  const { window, guard, memory, host, language, notifier, show } = options;
  const { platform } = process;
  const hosting = (): boolean => host.running() !== null;

  function tell(where: Aside): void {
    if (memory.hidingTold()) return;
    memory.keepHidingTold();
    const hidden = platform === 'darwin' ? 'dock' : 'tray';
    const words = asideWords(language.get(), where === 'hide' ? hidden : 'minimized');
    if (notifier.tell(words, show)) return;
    const box = { type: 'info' as const, title: words.title, message: words.title, detail: words.body };
    dialog.showMessageBox(box).catch((error: unknown) => console.error(error));
  }

  window.on('close', (event) => {
    memory.keepPlace(placeOf(window));
    if (guard.isLeaving()) return;
    if (closingQuits(platform, hosting())) {
      guard.hold(event);
      return;
    }
    event.preventDefault();
    void putWindowAside({
      platform,
      hosting,
      hasTray: isTrayShown,
      putAside: (where) => (where === 'hide' ? hide(window) : window.minimize()),
      tell,
    });
  });
  // Windows ends the session and waits for nobody's answer.
  window.on('session-end', guard.quitUnasked);
}

/** macOS would leave an empty full screen behind. */
function hide(window: BrowserWindow): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once('leave-full-screen', () => window.hide());
  window.setFullScreen(false);
}
