// Starts the desktop app: a list of what is set up, in order. Each part lives in its own file and knows only what it is
// handed here.
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, Menu, nativeTheme, powerMonitor, protocol } from 'electron';
import type { Language, LanguageTag } from '../client/desktop-port.ts';
import { setUpBridge } from './bridge.ts';
import { type ChatService, createChatService } from './chat-service.ts';
import { portableDataFolder } from './data-folder.ts';
import { createDeviceKeys, createKeptSecrets } from './device-keys.ts';
import { createHandlers } from './handlers.ts';
import { askForHistory, askWhereToSave } from './history-dialogs.ts';
import { createHistoryService, type HistoryService } from './history-service.ts';
import { createHostService, type HostService } from './host-service.ts';
import { settingsMigrations } from './migrations.ts';
import { createNearbyService } from './nearby-service.ts';
import { createPageHandler, pageUrl } from './page-files.ts';
import { askToQuit } from './quit-question.ts';
import { createQuitGuard, type QuitGuard } from './quit.ts';
import { createSettings, type SettingsService } from './settings.ts';
import { openStore } from './stores.ts';
import { loadUpdater, replacesItself } from './updater.ts';
import { createUpdates, type UpdateService } from './updates.ts';
import { openWindow } from './window.ts';

interface Services {
  readonly settings: SettingsService;
  readonly host: HostService;
  readonly history: HistoryService;
  readonly chat: ChatService;
  readonly updates: UpdateService;
}

/** `electron-vite dev` serves the page itself; a packaged app takes no page but its own. */
const windowUrl = (!app.isPackaged && process.env.ELECTRON_RENDERER_URL) || pageUrl;

let window: BrowserWindow | null = null;
let quitGuard: QuitGuard | null = null;

setUpDataFolder();
keepKeyringsClosed();
if (app.requestSingleInstanceLock()) {
  // Before `ready`: only then does Chromium take the scheme for a secure origin of its own.
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  // Not awaited: an ES module that waits for `ready` at its top level keeps Electron from ever getting there.
  app.whenReady().then(setUp).catch(fail);
} else {
  app.quit();
}

/** Before the lock, which is one for each data folder. */
function setUpDataFolder(): void {
  const folder = portableDataFolder(process.env);
  if (folder !== null) app.setPath('userData', folder);
}

/** The app keeps no cookies, and fetching the key for them would open the dialog of a locked keyring. */
function keepKeyringsClosed(): void {
  if (process.platform === 'linux') app.commandLine.appendSwitch('password-store', 'basic');
}

function setUp(): void {
  const services = setUpServices();
  setUpTheme(services);
  setUpPages();
  setUpMenu();
  setUpCalls(services);
  setUpWakeUp(services);
  setUpWindow();
  setUpQuit(services);
  if (services.settings.get().lookForUpdates) void services.updates.look();
}

function fail(error: unknown): void {
  console.error(error);
  app.exit(1);
}

function setUpServices(): Services {
  const folder = app.getPath('userData');
  const stores = { folder, version: app.getVersion(), report: (text: string) => console.error(text) };
  const settings = createSettings(openStore({ ...stores, name: 'settings', migrations: settingsMigrations }));
  const dataDir = join(folder, 'chat');
  const host = createHostService({
    dataDir,
    webDir: join(import.meta.dirname, '../web'),
    hostName: hostname(),
    announces: () => settings.get().announce,
  });
  settings.subscribe(({ announce }) => host.setAnnounced(announce));
  const history = createHistoryService({
    dataDir,
    host,
    chooseSource: () => askForHistory(window, languageOf(settings)),
    chooseTarget: (fileName) => askWhereToSave(window, languageOf(settings), fileName),
  });
  const openSecrets = (name: string) => () => openStore({ ...stores, name, migrations: {} });
  const report = (error: unknown): void => console.error(error);
  const deviceKeys = createDeviceKeys(openSecrets('device-keys'), report);
  const sessions = createKeptSecrets(openSecrets('sessions'), report);
  const chat = createChatService({ settings, host, deviceKeys, sessions });
  return { settings, host, history, chat, updates: setUpUpdates() };
}

function setUpUpdates(): UpdateService {
  const { platform, env, resourcesPath } = process;
  const replaceable = replacesItself({ isPackaged: app.isPackaged, platform, env, resourcesPath });
  return createUpdates({
    appVersion: app.getVersion(),
    load: replaceable ? loadUpdater : null,
    quitBy: async (end) => (await quitGuard?.quitBy(end)) ?? false,
    report: (error) => console.error(error),
  });
}

function setUpTheme({ settings }: Services): void {
  settings.subscribe(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}

function setUpPages(): void {
  protocol.handle('app', createPageHandler(join(import.meta.dirname, '../renderer')));
}

/** Never shown outside macOS until Alt is pressed; there for its keys: copy, paste, zoom. */
function setUpMenu(): void {
  const common = [{ role: 'editMenu' }, { role: 'viewMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(process.platform === 'darwin' ? [{ role: 'appMenu' }, ...common] : [...common]),
  );
}

function setUpCalls({ settings, host, history, chat, updates }: Services): void {
  setUpBridge({
    handlers: createHandlers({
      settings,
      host,
      history,
      chat: chat.port,
      updates,
      copyText: (text) => clipboard.writeText(text),
    }),
    sources: {
      chat: { subscribe: (listener) => chat.port.subscribe(listener), onlyNewest: false },
      host: { subscribe: (listener) => host.subscribe(listener), onlyNewest: true },
      nearby: createNearbyService({ ownId: () => host.running()?.nearbyId ?? null }),
      settings: { subscribe: (listener) => settings.subscribe(listener), onlyNewest: true },
      updates: { subscribe: (listener) => updates.subscribe(listener), onlyNewest: true },
    },
    pageUrl: windowUrl,
    window: () => window,
  });
}

/** After sleep a connection is dead long before it says so. */
function setUpWakeUp({ chat }: Services): void {
  powerMonitor.on('resume', () => chat.wake());
}

function setUpWindow(): void {
  window = openWindow({
    url: windowUrl,
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    icon: join(import.meta.dirname, '../../resources/icon.png'),
    systemLanguage: systemLanguage(),
  });
  window.on('closed', () => {
    window = null;
  });
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
}

/** Closing the window is quitting. */
function setUpQuit({ settings, host, chat }: Services): void {
  const guard = createQuitGuard({
    mustAsk: () => host.running() !== null || chat.unsentMessages() > 0,
    ask: () =>
      askToQuit(window, languageOf(settings), {
        hosting: host.running() !== null,
        others: chat.othersOnOwnHost(),
        unsent: chat.unsentMessages(),
      }),
    stop: async () => {
      chat.close();
      await host.stop();
    },
    report: (error) => console.error('The app did not end as it should:', error),
    quit: () => app.quit(),
  });
  quitGuard = guard;
  window?.on('close', guard.hold);
  app.on('before-quit', guard.hold);
  // A terminal or the system wants an end, and nobody may be there to answer.
  process.on('SIGINT', guard.quitUnasked);
  process.on('SIGTERM', guard.quitUnasked);
}

function languageOf(settings: SettingsService): Language {
  return (settings.get().language ?? systemLanguage()).startsWith('vi') ? 'vi' : 'en';
}

function systemLanguage(): LanguageTag {
  return app.getPreferredSystemLanguages()[0] ?? 'en';
}
