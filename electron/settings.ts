// The settings as the app uses them: read once, checked key by key, told to whoever listens. Knows no file format and
// no Electron: what keeps the values is handed in. Keys that it does not know stay as they are.
import * as v from 'valibot';
import type { RecentChat, Settings } from '../client/desktop-port.ts';
import type { Result } from '../protocol/error-codes.ts';
import { type StorageCode, storageCode } from '../storage/disk.ts';
import { defaultSettings, maxRecentChats, settingSchemas } from './settings-schema.ts';

/** The part of electron-store that is used. */
export interface KeyValueStore {
  readonly store: Readonly<Record<string, unknown>>;
  /** Writes these keys and leaves the others. Throws where the disk does not take it. */
  set(values: Record<string, unknown>): void;
  delete(key: string): void;
}

export interface SettingsService {
  get(): Settings;
  /** Saves a checked change; the settings stay as they were where the disk refuses it. */
  update(change: Partial<Settings>): Result<Settings, StorageCode>;
  /** Puts a chat first among the recent ones, once. */
  rememberChat(chat: RecentChat): void;
  /** Calls back with the settings as they are, then with each change. */
  subscribe(listener: (settings: Settings) => void): () => void;
}

/** Reads the settings; what is missing or not what it should be counts as its default, and stays in the file. */
export function createSettings(store: KeyValueStore): SettingsService {
  const listeners = new Set<(settings: Settings) => void>();
  let current = readSettings(store.store);

  function update(change: Partial<Settings>): Result<Settings, StorageCode> {
    try {
      if (Object.keys(change).length > 0) store.set({ ...change });
    } catch (error) {
      return { ok: false, code: storageCode(error) };
    }
    current = { ...current, ...change };
    for (const listener of listeners) listener(current);
    return { ok: true, value: current };
  }

  return {
    get: () => current,
    update,
    rememberChat(chat) {
      const others = current.recentChats.filter((recent) => recent.address !== chat.address);
      update({ recentChats: [chat, ...others].slice(0, maxRecentChats) });
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(current);
      return () => listeners.delete(listener);
    },
  };
}

function readSettings(values: Readonly<Record<string, unknown>>): Settings {
  const read = <Key extends keyof Settings>(
    key: Key,
    schema: v.GenericSchema<unknown, Settings[Key]>,
  ): Settings[Key] => {
    const parsed = v.safeParse(schema, values[key]);
    return parsed.success ? parsed.output : defaultSettings[key];
  };
  return {
    nickname: read('nickname', settingSchemas.nickname),
    language: read('language', settingSchemas.language),
    theme: read('theme', settingSchemas.theme),
    alerts: read('alerts', settingSchemas.alerts),
    chatName: read('chatName', settingSchemas.chatName),
    port: read('port', settingSchemas.port),
    recentChats: read('recentChats', settingSchemas.recentChats),
    hostOnLaunch: read('hostOnLaunch', settingSchemas.hostOnLaunch),
    lookForUpdates: read('lookForUpdates', settingSchemas.lookForUpdates),
    announce: read('announce', settingSchemas.announce),
    shareReads: read('shareReads', settingSchemas.shareReads),
  };
}
