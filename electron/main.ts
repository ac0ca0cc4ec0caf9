// Starts the desktop app: a list of what is set up, in order. Each part lives in its own file and knows only what it is
// handed here.
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  shell,
} from 'electron';
import type { Language, LanguageTag, MessageAlert } from '../client/desktop-port.ts';
import { setUpBadge } from './badge.ts';
import { setUpBridge } from './bridge.ts';
import { type ChatService, createChatService } from './chat-service.ts';
import { setUpClosing } from './closing-window.ts';
import { createCurrent, type Current } from './current.ts';
import { portableDataFolder } from './data-folder.ts';
import { createDeviceKeys, createKeptSecrets } from './device-keys.ts';
import { createFilePieces } from './file-pieces.ts';
import { createHandlers } from './handlers.ts';
import { askForHistory, askWhereToSave } from './history-dialogs.ts';
import { createHistoryService, type HistoryService } from './history-service.ts';
import { createHostService, type HostService } from './host-service.ts';
import { joinLinkIn } from './join-link.ts';
import { setUpJoinLinks } from './join-links.ts';
import { createJoinedFiles } from './joined-files.ts';
import { setUpLastWords } from './last-words.ts';
import { appMenuTemplate } from './menu-templates.ts';
import { menuWords } from './menu-words.ts';
import { settingsMigrations } from './migrations.ts';
import { createNearbyService } from './nearby-service.ts';
import { createNotifier } from './notifier.ts';
import { createPageHandler, pageUrl } from './page-files.ts';
import { setUpPower } from './power.ts';
import { askToQuit, askToStop } from './quit-question.ts';
import { createQuitGuard, type QuitGuard } from './quit.ts';
import { createSettings, type SettingsService } from './settings.ts';
import { canStartOnLogin, createStartOnLogin } from './start-on-login.ts';
import { openStore } from './stores.ts';
import { setUpTray } from './tray.ts';
import { createWindowMemory, type WindowMemory } from './window-memory.ts';
import { openingFor } from './window-place.ts';
import { createWindowRequests } from './window-requests.ts';
import { endWords } from './words.ts';
import { bringForward, followFocus, openWindow } from './window.ts';
import { loadUpdater, replacesItself } from './updater.ts';
import { createUpdates, type UpdateService } from './updates.ts';

interface Services {
  readonly settings: SettingsService;
  readonly memory: WindowMemory;
  readonly host: HostService;
  readonly history: HistoryService;
  readonly chat: ChatService;
  readonly updates: UpdateService;
  /** The language of the interface, chosen or the system's. */
  readonly language: Current<Language>;
}

/** `electron-vite dev` serves the page itself; a packaged app takes no page but its own. */
const windowUrl = (!app.isPackaged && process.env.ELECTRON_RENDERER_URL) || pageUrl;
const resources = join(import.meta.dirname, '../../resources');

let window: BrowserWindow | null = null;
let started: Services | null = null;
let quitGuard: QuitGuard | null = null;
const focused = createCurrent(false);
const unread = createCurrent(0);
const requests = createWindowRequests();
const notifier = createNotifier();

const fail = setUpLastWords({
  process,
  report,
  abandon: () => started?.host.running()?.abandon(),
  say() {
    const { title, detail } = endWords(started?.language.get() ?? languageTagged(systemLanguage()));
    dialog.showErrorBox(title, detail);
  },
  exit: () => app.exit(1),
});
setUpDataFolder();
keepKeyringsClosed();
// As the installers name the app: Windows shows notifications of no other.
app.setAppUserModelId('io.github.classic-chatbox');
if (app.requestSingleInstanceLock()) {
  // Before `ready`: only then does Chromium take the scheme for a secure origin of its own.
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  setUpJoinLinks(askToJoin);
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

/** The window first; what is around it comes while its page is loading. */
function setUp(): void {
  const services = setUpServices();
  started = services;
  setUpTheme(services);
  setUpPages(services);
  setUpCalls(services);
  setUpWindow(services);
  const guard = setUpQuit(services);
  setUpMenu(services);
  setUpTrayAndBadge(services);
  setUpPower({
    monitor: powerMonitor,
    blocker: powerSaveBlocker,
    host: services.host,
    wake: () => services.chat.wake(),
    quitUnasked: () => guard.quitUnasked(),
  });
  if (services.settings.get().lookForUpdates) void services.updates.look();
}

function report(error: unknown): void {
  console.error(error);
}

function setUpServices(): Services {
  const folder = app.getPath('userData');
  const stores = { folder, version: app.getVersion(), report };
  const settings = createSettings(openStore({ ...stores, name: 'settings', migrations: settingsMigrations }));
  const memory = createWindowMemory(openStore({ ...stores, name: 'window', migrations: {} }), report);
  const language = createCurrent(languageOf(settings));
  settings.subscribe(() => language.set(languageOf(settings)));
  const dataDir = dataFolder();
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
    language: () => language.get(),
    chooseSource: () => askForHistory(window, language.get()),
    chooseTarget: (fileName) => askWhereToSave(window, language.get(), fileName),
  });
  const openSecrets = (name: string) => () => openStore({ ...stores, name, migrations: {} });
  const deviceKeys = createDeviceKeys(openSecrets('device-keys'), report);
  const sessions = createKeptSecrets(openSecrets('sessions'), report);
  const chat = createChatService({ settings, host, deviceKeys, sessions });
  return { settings, memory, host, history, chat, updates: setUpUpdates(), language };
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

function dataFolder(): string {
  return join(app.getPath('userData'), 'chat');
}

function setUpTheme({ settings }: Services): void {
  settings.subscribe(({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}

function setUpPages({ chat }: Services): void {
  const fileOf = createJoinedFiles({ origin: () => chat.filesAt(), fetch });
  protocol.handle('app', createPageHandler(join(import.meta.dirname, '../renderer'), fileOf));
}

function setUpCalls({ settings, host, history, chat, updates }: Services): void {
  const possible = canStartOnLogin(process.platform, app.isPackaged, process.env);
  setUpBridge({
    handlers: createHandlers({
      settings,
      host,
      history,
      chat: chat.port,
      updates,
      pieces: createFilePieces(),
      copyText: (text) => clipboard.writeText(text),
      system: {
        setUnread(count) {
          unread.set(count);
          if (count === 0) notifier.clear();
        },
        showAlert(alert) {
          if (!focused.get()) notifier.alert(alert, () => showMessage(alert));
        },
        startOnLogin: createStartOnLogin(app, possible),
      },
    }),
    sources: {
      chat: { subscribe: (listener) => chat.port.subscribe(listener), onlyNewest: false },
      host: { subscribe: (listener) => host.subscribe(listener), onlyNewest: true },
      nearby: createNearbyService({ ownId: () => host.running()?.nearbyId ?? null }),
      settings: { subscribe: (listener) => settings.subscribe(listener), onlyNewest: true },
      updates: { subscribe: (listener) => updates.subscribe(listener), onlyNewest: true },
      focus: { subscribe: (listener) => focused.subscribe(listener), onlyNewest: true },
      requests: { subscribe: (listener) => requests.subscribe(listener), onlyNewest: false },
    },
    pageUrl: windowUrl,
    window: () => window,
  });
}

function setUpWindow({ memory }: Services): void {
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  window = openWindow({
    url: windowUrl,
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    icon: join(resources, 'icon.png'),
    systemLanguage: systemLanguage(),
    opening: openingFor(memory.place(), workAreas),
  });
  followFocus(window, (now) => focused.set(now));
  window.on('closed', () => {
    window = null;
  });
  app.on('second-instance', (_event, argv) => {
    const address = joinLinkIn(argv);
    if (address === null) showWindow();
    else askToJoin(address);
  });
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
}

/** Quitting asks where something would end or be lost; closing the window asks where it is quitting. */
function setUpQuit({ memory, host, chat, language }: Services): QuitGuard {
  const guard = createQuitGuard({
    mustAsk: () => host.running() !== null || chat.unsentMessages() > 0,
    ask: () =>
      askToQuit(window, language.get(), {
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
  if (window !== null) setUpClosing({ window, guard, memory, host, language, notifier, show: showWindow });
  app.on('before-quit', guard.hold);
  // A terminal or the system wants an end, and nobody may be there to answer.
  process.on('SIGINT', guard.quitUnasked);
  process.on('SIGTERM', guard.quitUnasked);
  return guard;
}

function setUpMenu({ language }: Services): void {
  language.subscribe((now) => {
    const template = appMenuTemplate({
      words: menuWords[now],
      platform: process.platform,
      development: !app.isPackaged,
      openSettings() {
        requests.ask({ type: 'open-settings' });
        showWindow();
      },
      showData: () => void shell.openPath(dataFolder()),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  });
}

function setUpTrayAndBadge({ host, chat, language }: Services): void {
  async function stopHosting(): Promise<void> {
    if (!(await askToStop(window, language.get(), chat.othersOnOwnHost()))) return;
    await chat.leaveOwnHost();
    await host.stop();
  }

  setUpTray({
    icons: join(resources, 'tray'),
    host,
    language,
    unread,
    show: showWindow,
    copyAddress: (url) => void clipboard.writeText(url).catch(report),
    stopHosting: () => void stopHosting().catch(report),
    quit: () => app.quit(),
  });
  setUpBadge({ unread, language, window: () => window });
}

function showWindow(): void {
  bringForward(window);
}

function showMessage({ seq, room }: Pick<MessageAlert, 'seq' | 'room'>): void {
  requests.ask({ type: 'show-message', seq, ...(room !== undefined && { room }) });
  showWindow();
}

/** A link never joins by itself: whoever can make somebody press a link must not choose whom they talk to. */
function askToJoin(address: string): void {
  requests.ask({ type: 'ask-join', address });
  showWindow();
}

function languageOf(settings: SettingsService): Language {
  return languageTagged(settings.get().language ?? systemLanguage());
}

function languageTagged(tag: LanguageTag): Language {
  return tag.startsWith('vi') ? 'vi' : 'en';
}

function systemLanguage(): LanguageTag {
  return app.getPreferredSystemLanguages()[0] ?? 'en';
}
