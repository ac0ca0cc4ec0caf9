// Whether the app starts with the person's session. The system keeps that, not our settings: it can be changed there too.
import type { App } from 'electron';

/** True where the system can start this program by itself, and the program is still there the next time. */
export function canStartOnLogin(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  // A portable program unpacks itself anew at every start, and its stick may be gone.
  const portable = Boolean(env.PORTABLE_EXECUTABLE_DIR);
  return (platform === 'darwin' || platform === 'win32') && isPackaged && !portable;
}

export interface StartOnLogin {
  /** Null where it is out of the question. */
  get(): boolean | null;
  /** @returns how it stands afterwards, which the system decides */
  set(enabled: boolean): boolean | null;
}

/** @param possible what `canStartOnLogin` said */
export function createStartOnLogin(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  possible: boolean,
): StartOnLogin {
  const get = (): boolean | null => (possible ? app.getLoginItemSettings().openAtLogin : null);
  return {
    get,
    set(enabled) {
      if (possible) app.setLoginItemSettings({ openAtLogin: enabled });
      return get();
    },
  };
}
