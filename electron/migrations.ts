// Steps that bring a settings file of an older version of the app up to this one, by the version that needs the step:
// `'3.1.0': (store) => store.set({ ... })`. electron-store runs those between the version in the file and its own, in
// order, once; a step that throws leaves the file as it was. Nothing has been renamed since 3.0.0, the first version.
import type { KeyValueStore } from './settings.ts';

export type Migrations = Readonly<Record<string, (store: KeyValueStore) => void>>;

export const settingsMigrations: Migrations = {};
