// Whether a Linux desktop shows tray icons at this moment. Electron does not say: its icon is then simply nowhere.
import { execFile } from 'node:child_process';

/** What the panel of a desktop answers in a moment, if there is one. */
const answerMs = 1_500;

/** The one property by which a panel says that it shows icons, asked with the tool that comes with GTK. */
const question = [
  'call',
  '--session',
  '--timeout=1',
  '--dest=org.kde.StatusNotifierWatcher',
  '--object-path=/StatusNotifierWatcher',
  '--method=org.freedesktop.DBus.Properties.Get',
  'org.kde.StatusNotifierWatcher',
  'IsStatusNotifierHostRegistered',
];

/** False where it cannot be found out. Never rejects. */
export function isTrayShown(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  return new Promise((answer) => {
    execFile('gdbus', question, { env, timeout: answerMs }, (error, output) => {
      answer(error === null && output.includes('true'));
    });
  });
}
