import type { LoginItemSettings, Settings } from 'electron';
import { expect, test } from 'vitest';
import { canStartOnLogin, createStartOnLogin } from './start-on-login.ts';

test('an installed app starts on login where the system does that', () => {
  expect(canStartOnLogin('win32', true, {})).toBe(true);
  expect(canStartOnLogin('darwin', true, {})).toBe(true);
});

test('elsewhere, in development and on a stick there is no such thing', () => {
  expect(canStartOnLogin('linux', true, {})).toBe(false);
  expect(canStartOnLogin('win32', false, {})).toBe(false);
  expect(canStartOnLogin('win32', true, { PORTABLE_EXECUTABLE_DIR: 'E:\\' })).toBe(false);
});

/** A system that may refuse to change its mind. */
function createSystem(obeys: boolean) {
  let openAtLogin = false;
  const asked: Settings[] = [];
  return {
    asked,
    getLoginItemSettings: (): LoginItemSettings => ({
      openAtLogin,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    }),
    setLoginItemSettings(settings: Settings) {
      asked.push(settings);
      if (obeys) openAtLogin = settings.openAtLogin ?? false;
    },
  };
}

test('what the system says afterwards counts, not what was wished', () => {
  expect(createStartOnLogin(createSystem(true), true).set(true)).toBe(true);
  expect(createStartOnLogin(createSystem(false), true).set(true)).toBe(false);
});

test('where it is out of the question the system is left alone', () => {
  const system = createSystem(true);
  const startOnLogin = createStartOnLogin(system, false);
  expect([startOnLogin.set(true), startOnLogin.get()]).toEqual([null, null]);
  expect(system.asked).toEqual([]);
});
