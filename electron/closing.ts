// What closing the window does: it ends the app, or puts the window aside while the app goes on. Knows no Electron.

/** Where a window that is put aside goes: away into the tray or the dock, or to where the system shows open windows. */
export type Aside = 'hide' | 'minimize';

export interface ClosingOptions {
  readonly platform: NodeJS.Platform;
  hosting(): boolean;
  /** Whether a tray is shown where our icon can be found; asked each time, since panels come and go. */
  hasTray(): Promise<boolean>;
  putAside(where: Aside): void;
  /** Says once, after the first time, that the chat goes on; `where` it went says how to come back. */
  tell(where: Aside): void;
}

/** True where closing quits: on macOS programs stay when their window is closed, elsewhere only one that hosts does. */
export function closingQuits(platform: NodeJS.Platform, hosting: boolean): boolean {
  return platform !== 'darwin' && !hosting;
}

/**
 * Puts the window aside. Only macOS and Windows always show an icon of ours; on Linux a window is hidden where there is a
 * tray, and otherwise minimised, so that nobody hosts without a way to end it.
 */
export async function putWindowAside(options: ClosingOptions): Promise<void> {
  const { platform } = options;
  const canHide = platform === 'darwin' || platform === 'win32' || (await options.hasTray());
  const where: Aside = canHide ? 'hide' : 'minimize';
  options.putAside(where);
  if (options.hosting()) options.tell(where);
}
