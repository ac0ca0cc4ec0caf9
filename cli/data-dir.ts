// Where the headless host keeps its history unless told otherwise: the platform's folder for data of programs. It is
// not the desktop app's folder, so both can host side by side, each with a history of its own.
import { posix, win32 } from 'node:path';

export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The default data folder: absolute, not yet made. */
export function defaultDataDir({ platform, env, home }: Machine): string {
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'classic-chatbox');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'classic-chatbox');
  // XDG base directories: a relative path is invalid and to be ignored.
  const configured = env.XDG_DATA_HOME ?? '';
  const base = posix.isAbsolute(configured) ? configured : posix.join(home, '.local', 'share');
  return posix.join(base, 'classic-chatbox');
}
