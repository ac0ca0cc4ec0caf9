import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import {
  appMenuTemplate,
  dockMenuTemplate,
  trayMenuTemplate,
  type TrayMenuOptions,
} from './menu-templates.ts';
import { menuWords } from './menu-words.ts';

function appMenu(platform: NodeJS.Platform, development = false, language: 'vi' | 'en' = 'en') {
  const done: string[] = [];
  const template = appMenuTemplate({
    words: menuWords[language],
    platform,
    development,
    openSettings: () => done.push('settings'),
    showData: () => done.push('data'),
  });
  return { template, done };
}

function flat(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);
}

function roles(template: readonly MenuItemConstructorOptions[]): (string | undefined)[] {
  return flat(template).flatMap(({ role }) => role ?? []);
}

function press(template: readonly MenuItemConstructorOptions[], label: string): void {
  const item = flat(template).find((candidate) => candidate.label === label);
  // What is called here looks neither at the item nor at the window.
  item?.click?.(...([] as unknown as Parameters<NonNullable<MenuItemConstructorOptions['click']>>));
}

test('macOS has the menus that its programs have, in their order', () => {
  const { template } = appMenu('darwin');
  expect(template.map(({ label }) => label)).toEqual([
    'Classic Chatbox',
    'File',
    'Edit',
    'View',
    'Window',
    'Help',
  ]);
  expect(roles(template)).toEqual(
    expect.arrayContaining([
      'about',
      'services',
      'hide',
      'quit',
      'close',
      'paste',
      'minimize',
      'front',
      'help',
    ]),
  );
});

test.each(['win32', 'linux'] as const)(
  'on %s a short menu has the keys for writing and zooming',
  (platform) => {
    const { template } = appMenu(platform);
    expect(template.map(({ label }) => label)).toEqual(['File', 'Edit', 'View']);
    expect(roles(template)).toEqual(
      expect.arrayContaining(['undo', 'copy', 'paste', 'selectAll', 'zoomIn', 'resetZoom', 'quit']),
    );
    expect(roles(template)).not.toContain('services');
  },
);

test('only its makers can reload the page', () => {
  for (const platform of ['darwin', 'win32'] as const) {
    expect(roles(appMenu(platform).template)).not.toContain('reload');
    expect(roles(appMenu(platform).template)).not.toContain('toggleDevTools');
    expect(roles(appMenu(platform, true).template)).toContain('reload');
  }
});

test.each(['darwin', 'win32'] as const)(
  'on %s every item is in the language of the interface',
  (platform) => {
    const labels = flat(appMenu(platform, true, 'vi').template).flatMap(({ label, type }) =>
      type === 'separator' ? [] : [label],
    );
    const vietnamese: unknown[] = [...Object.values(menuWords.vi), 'Classic Chatbox'];
    expect(labels.filter((label) => !vietnamese.includes(label))).toEqual([]);
  },
);

test('settings and the folder of the messages are in the menu on every platform', () => {
  for (const platform of ['darwin', 'linux'] as const) {
    const { template, done } = appMenu(platform);
    press(template, menuWords.en.settings);
    press(template, menuWords.en.showData);
    expect(done).toEqual(['settings', 'data']);
  }
});

function trayOptions(change: Partial<TrayMenuOptions>, done: string[] = []): TrayMenuOptions {
  return {
    words: menuWords.en,
    hosting: false,
    joinUrl: null,
    show: () => done.push('show'),
    copyAddress: (url) => done.push(`copy ${url}`),
    stopHosting: () => done.push('stop'),
    quit: () => done.push('quit'),
    ...change,
  };
}

test('the tray leads back and out, and a host also to the address and the end of the chat', () => {
  const { show, copyAddress, stopHosting, quit } = menuWords.en;
  const labels = (change: Partial<TrayMenuOptions>) =>
    trayMenuTemplate(trayOptions(change)).flatMap(({ label }) => label ?? []);
  expect(labels({})).toEqual([show, quit]);
  expect(labels({ hosting: true, joinUrl: 'http://192.168.1.5:8765' })).toEqual([
    show,
    copyAddress,
    stopHosting,
    quit,
  ]);
  // On no network there is no address to give.
  expect(labels({ hosting: true })).toEqual([show, stopHosting, quit]);
});

test('each item of the tray does what it says', () => {
  const done: string[] = [];
  const template = trayMenuTemplate(trayOptions({ hosting: true, joinUrl: 'http://10.0.0.1:8765' }, done));
  for (const { label } of template) if (label !== undefined) press(template, label);
  expect(done).toEqual(['show', 'copy http://10.0.0.1:8765', 'stop', 'quit']);
});

test('the dock repeats nothing that the system puts there itself', () => {
  expect(dockMenuTemplate(trayOptions({}))).toEqual([]);
  expect(
    dockMenuTemplate(trayOptions({ hosting: true, joinUrl: 'http://10.0.0.1:8765' })).map(
      ({ label }) => label,
    ),
  ).toEqual([menuWords.en.copyAddress, menuWords.en.stopHosting]);
});
