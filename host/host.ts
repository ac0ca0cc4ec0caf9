// Starts and stops a host: folder, history, port and heartbeat put together. Embedded in the app's main process and in
// the headless host alike.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { HostNotice, RunningHost, StartHostFailure } from '../protocol/host-status.ts';
import { protocolVersion } from '../protocol/limits.ts';
import { Accounts } from './accounts/accounts.ts';
import { accountsFileName } from './accounts/accounts-file.ts';
import { openArrangement } from './conversations/arrangement-file.ts';
import { Chat } from './chat.ts';
import { DamagedFile } from './damaged-file.ts';
import { createConsoleLog } from './console-log.ts';
import { conversationOf, keyOf } from './conversations/conversation.ts';
import { dataFileName, openFolder } from './data-folder.ts';
import { createAnnouncing } from './nearby/discovery.ts';
import { createOwnAddresses } from './nearby/own-addresses.ts';
import { FileRequests } from './files/file-requests.ts';
import { FileStore } from './files/file-store.ts';
import { UploadGrants } from './files/upload-grants.ts';
import { exportHistory, type Exported } from './history/export-history.ts';
import type { ExportLanguage } from './history/export-words.ts';
import { startHeartbeat } from './sessions/heartbeat.ts';
import { LegacyHttp } from './web/legacy-http.ts';
import { createHistorySlots } from './history/history-stream.ts';
import { noticeOf, openingText } from './history/opening-notice.ts';
import { listen } from './listener.ts';
import { defaultLimits, type HostLimits, type HostOptions } from './options.ts';
import { PasswordHasher } from './accounts/password-hash.ts';
import { ReadMarks } from './conversations/read-marks.ts';
import { RequestPolicy } from './web/request-policy.ts';
import { sameSecret } from './accounts/secrets.ts';
import { Session, type SessionOptions } from './sessions/session.ts';
import { storeWishes } from './stored-wishes.ts';
import { takeAll } from './take-all.ts';
import { UnderWay } from './under-way.ts';
import { openWebPage } from './web/web-page.ts';

/** How often files that no message went with are looked for. */
const removeUnsentEveryMs = 60 * 60 * 1000;
/** Listeners hear of changes at most this often. */
const notifyEveryMs = 150;

export interface Host {
  readonly port: number;
  /** Secret that marks whoever joins with it as the host. For this machine's own window only. */
  readonly hostKey: string;
  /** What this chat is known by in lists of nearby chats; see `NearbyChat`. */
  readonly nearbyId: string;
  /** How things stand now. */
  status(): RunningHost;
  /** Calls back after changes of the status, gathered. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Lets web pages of this origin in until the host stops. */
  allowOrigin(origin: string): void;
  /** Switches the HTTP interface of the oldest server on or off; see `HostOptions.legacyHttp`. */
  setLegacyHttp(enabled: boolean): void;
  /** Shows the chat to the devices around, or takes it out of their lists; see `HostOptions.announce`. */
  setAnnounced(announced: boolean): void;
  /** Writes the history at `path`, each room for programs and all as a page to read; see `exportHistory`. */
  exportHistory(path: string, language: ExportLanguage): Promise<Exported>;
  /** Cuts everyone off at once and stores nothing more of theirs: for a process that is about to end. They come back by themselves. */
  abandon(): void;
  /** Ends an export under way, stores what was taken, tells everyone that the host stops, and frees port and folder. */
  close(): Promise<void>;
}

export type StartedHost = { readonly ok: true; readonly host: Host } | StartHostFailure;

/** Starts a host, or says why not as a code with what helps to mend it. */
export async function startHost(options: HostOptions): Promise<StartedHost> {
  const limits: HostLimits = { ...defaultLimits, ...options.limits };
  const dataDir = resolve(options.dataDir);
  const dataFile = join(dataDir, dataFileName);
  const webPage = await openWebPage(options.webDir, options.chatName);
  const lock = await openFolder(dataDir, options.disk);
  if (!lock.ok) return { ok: false, code: lock.code, folder: dataDir };

  const listeners = new Set<() => void>();
  let notifyTimer: NodeJS.Timeout | null = null;
  const changed = (): void => {
    if (listeners.size === 0) return;
    notifyTimer ??= setTimeout(() => {
      notifyTimer = null;
      for (const listener of listeners) listener();
    }, notifyEveryMs).unref();
  };
  const log = createConsoleLog(Date.now, (line) => {
    options.onLog?.(line);
    changed();
  });
  /** What is to be said of the disk: how it is now, once it was ever otherwise. */
  let storageNotice: HostNotice | null = null;
  const hostKey = randomBytes(24).toString('base64url');

  const newId = (): string => randomBytes(16).toString('base64url');
  let port = options.port;
  const addresses = createOwnAddresses(() => port);
  let chat: Chat;
  let accounts: Accounts;
  let files: FileStore;
  let grants: UploadGrants;
  try {
    accounts = await Accounts.open({
      path: join(dataDir, accountsFileName),
      now: Date.now,
      newId,
      disk: options.disk,
      hasher: new PasswordHasher(options.passwordCost),
    });
    const arrangement = await openArrangement(dataDir, options.disk);
    const stored = await storeWishes(options, accounts, arrangement, newId);
    if (!stored.ok) {
      lock.release();
      return { ...stored, folder: dataDir };
    }
    const readMarks = await ReadMarks.open(dataDir, options.disk);
    files = await FileStore.open({
      dataDir,
      ...(options.disk ? { disk: options.disk } : {}),
      now: Date.now,
      unsentLifetimeMs: limits.unsentFileLifetimeMs,
      onTrouble: (text) => log.add('!', text),
    });
    grants = new UploadGrants({
      limits,
      store: files,
      now: () => performance.now(),
      newToken: () => randomBytes(24).toString('base64url'),
    });
    chat = await Chat.open({
      info: { name: options.chatName, hostName: options.hostName },
      log,
      seatGraceMs: limits.seatGraceMs,
      historySlots: createHistorySlots(limits.concurrentHistories),
      concurrentSearches: limits.concurrentSearches,
      folder: dataDir,
      history: {
        flushWindowMs: limits.flushWindowMs,
        syncWindowMs: limits.syncWindowMs,
        ...(options.disk ? { disk: options.disk } : {}),
        origin: () => addresses.get()[0]?.url ?? `http://localhost:${port}`,
      },
      arrangementFile: stored.arrangementFile,
      readMarks,
      now: Date.now,
      newId,
      accounts,
      onDoorChanged: changed,
      isHostKey: (key) => sameSecret(key, hostKey),
      files: {
        mostBytes: limits.maxFileBytes,
        allow: (by, { name, size, mediaType }, conversation) =>
          grants.allow({ by, name, mediaType, sizeBytes: size, room: keyOf(conversation) }),
        revoke: (by) => grants.revoke(by),
        find: ({ id, by, conversation, message }) => files.find(id, by, keyOf(conversation), message),
        attach: (...attached) => files.attach(...attached),
        sent: (...sent) => files.sent(...sent),
        detach: (file) => files.detach(file),
        delete: (file) => files.delete(file),
        removeDeleted: (conversation, isDeleted) => files.removeDeleted(keyOf(conversation), isDeleted),
      },
      onStorageChanged(failing) {
        storageNotice = { code: failing === null ? 'storage-recovered' : 'storage-failing' };
        log.add(
          '!',
          failing === null ? 'the disk takes messages again' : `messages cannot be stored: ${failing}`,
        );
      },
    }).catch(async (error: unknown) => {
      await files.close();
      throw error;
    });
  } catch (error) {
    lock.release();
    const code = error instanceof DamagedFile ? error.code : 'file-not-readable';
    return { ok: false, code, folder: dataDir };
  }
  await files.settle((room) => chat.sentFilesIn(conversationOf(room)));
  const openingNotice = noticeOf(chat.opening);
  if (openingNotice) log.add('!', openingText(chat.opening));

  const sessionOptions: SessionOptions = {
    limits,
    online: chat.online,
    news: chat.news,
    onCommand: (session, command) => chat.receive(session, command),
    onTooSlow: ({ address }) => log.add('!', `${address} does not read fast enough`),
    onClosed: (session) => chat.remove(session),
  };
  const legacyHttp = new LegacyHttp(chat, limits, options.legacyHttp ?? false);
  const policy = new RequestPolicy([hostname(), ...(options.allowHosts ?? [])], options.allowOrigins ?? []);
  const fileRequests = new FileRequests({ store: files, grants, limits });
  const listening = await listen(options.port, {
    bind: options.bind,
    limits,
    policy,
    webPage,
    ownHosts: () => addresses.get().map(({ url }) => url.slice('http://'.length)),
    info: () => ({
      product: 'classic-chatbox',
      protocol: protocolVersion,
      name: options.chatName,
      hostName: options.hostName,
      people: chat.people,
      ...(accounts.mode === 'open' ? {} : { accounts: accounts.mode }),
      ...(accounts.chatPassword === null ? {} : { password: true }),
    }),
    onConnection(webSocket, socket, address, dialect, origin) {
      chat.add(new Session({ webSocket, socket, address, origin, dialect }, sessionOptions));
    },
    answerLegacy: (request, response, address) => legacyHttp.answer(request, response, address),
    answerFile: (...asked) => fileRequests.answer(...asked),
    onRefusedOrigin: (origin) => log.add('!', `refused a web page of ${origin}`),
  });
  if (!listening.ok) {
    await chat.close();
    await files.close();
    lock.release();
    return listening;
  }
  const { listener } = listening;
  port = listener.port;
  addresses.forget();
  const announcing = createAnnouncing({
    chatName: options.chatName,
    port,
    bind: options.bind,
    ...(options.openMulticast ? { openMulticast: options.openMulticast } : {}),
    onTrouble: (code) => log.add('i', `devices nearby do not find this chat by themselves: ${code}`),
  });
  announcing.set(options.announce ?? false);
  const stopRemoving = removeUnsentNowAndThen(files, (error) =>
    log.add('!', `files could not be looked through: ${String(error)}`),
  );
  const stopHeartbeat = startHeartbeat(limits.pingIntervalMs, () => chat.sessions);

  const exporting = new UnderWay();
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await exporting.over();
    stopHeartbeat();
    stopRemoving();
    if (notifyTimer) clearTimeout(notifyTimer);
    listeners.clear();
    const withdrawn = announcing.close();
    await takeAll([
      () => chat.close(),
      () => withdrawn,
      () => listener.close(),
      () => files.close(),
      () => lock.release(),
    ]);
  };
  return {
    ok: true,
    host: {
      port,
      hostKey,
      nearbyId: announcing.id,
      setAnnounced: announcing.set,
      status: () => ({
        chatName: options.chatName,
        port,
        addresses: addresses.get(),
        dataFile,
        people: chat.people,
        notices: [openingNotice, storageNotice].filter((notice) => notice !== null),
        log: log.lines,
        refusedOrigins: policy.refusedOrigins,
        allowedOrigins: policy.allowedOrigins,
        legacyHttp: legacyHttp.enabled,
        accountMode: accounts.mode,
        chatPassword: accounts.chatPassword,
      }),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      allowOrigin(origin) {
        policy.allowOrigin(origin);
        log.add('i', `web pages of ${origin} are let in`);
      },
      exportHistory(path, language) {
        const source = { dataDir, chatName: options.chatName, language };
        return exporting.follow(
          chat.exportedRooms().then((rooms) => exportHistory({ ...source, rooms }, path)),
        );
      },
      setLegacyHttp(enabled) {
        legacyHttp.enabled = enabled;
        log.add('i', enabled ? 'the old HTTP interface is on' : 'the old HTTP interface is off');
      },
      abandon: () => void listener.close(),
      close: () => (closed ??= close()),
    },
  };
}

/** At once and then every hour: what was brought and never sent. Returns how to stop. */
function removeUnsentNowAndThen(files: FileStore, failed: (error: unknown) => void): () => void {
  const look = (): void => void files.removeUnsent().catch(failed);
  look();
  const timer = setInterval(look, removeUnsentEveryMs).unref();
  return () => clearInterval(timer);
}
