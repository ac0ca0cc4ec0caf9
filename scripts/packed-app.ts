// Reads a packed app back: what is in its archive, how its fuses stand, and what its system is told about it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import type { PackedSystem } from './made-up-electron.ts';

/** Where the parts of a packed app are, below the packager's output folder. */
const layouts = {
  linux: { program: 'linux-unpacked/classic-chatbox', resources: 'linux-unpacked/resources' },
  windows: { program: 'win-unpacked/Classic Chatbox.exe', resources: 'win-unpacked/resources' },
  mac: {
    program: 'mac/Classic Chatbox.app',
    resources: 'mac/Classic Chatbox.app/Contents/Resources',
  },
} satisfies Record<PackedSystem, { program: string; resources: string }>;

export interface PackedApp {
  /** Files in the archive, by path from its root, with slashes, sorted. */
  readonly files: readonly string[];
  /** SHA-256 of the archive's header, as Electron compares it at the start. */
  readonly archiveHash: string;
  /** The package.json inside. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Files and folders beside the archive that must not be there. */
  readonly strays: readonly string[];
  /** Languages of Chromium; none for macOS, which keeps them elsewhere. */
  readonly locales: readonly string[];
  /** State of each fuse of the wire by name: `on`, `off` or `removed`. */
  readonly fuses: Readonly<Record<string, string>>;
}

/** @param output the packager's output folder */
export async function readPackedApp(system: PackedSystem, output: string): Promise<PackedApp> {
  const { program, resources } = layouts[system];
  const archive = join(output, resources, 'app.asar');
  const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString());
  return {
    files: filesIn(archive),
    archiveHash: createHash('sha256').update(getRawHeader(archive).headerString).digest('hex'),
    manifest: isRecord(manifest) ? manifest : {},
    strays: ['app.asar.unpacked', 'app', 'default_app.asar', 'app-update.yml'].filter((name) =>
      existsSync(join(output, resources, name)),
    ),
    locales: system === 'mac' ? [] : readdirSync(join(output, resources, '../locales')).sort(),
    fuses: await readFuses(join(output, program)),
  };
}

/** The archive lists folders too; a folder is what another path begins with. */
function filesIn(archive: string): string[] {
  const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));
  const folders = new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))));
  return paths.filter((path) => !folders.has(path)).sort();
}

const stateNames: Readonly<Record<number, string>> = {
  [FuseState.ENABLE]: 'on',
  [FuseState.DISABLE]: 'off',
  [FuseState.REMOVED]: 'removed',
};

async function readFuses(program: string): Promise<Record<string, string>> {
  const fuses: Record<string, string> = {};
  for (const [index, state] of Object.entries(await getCurrentFuseWire(program))) {
    const name = FuseV1Options[Number(index)];
    if (name !== undefined) fuses[name] = stateNames[Number(state)] ?? 'unknown';
  }
  return fuses;
}

export interface WindowsFacts {
  readonly strings: Readonly<Record<string, string>>;
  /** Widths in pixels of the program's icon. */
  readonly iconSizes: readonly number[];
  /** The archive's hash as the program holds it; null where it holds none. */
  readonly archiveHash: string | null;
}

/** What Windows is told about the program. */
export function readWindowsFacts(output: string): WindowsFacts {
  const program = NtExecutable.from(readFileSync(join(output, layouts.windows.program)));
  const { entries } = NtExecutableResource.from(program);
  const [version] = Resource.VersionInfo.fromEntries(entries);
  const [language] = version?.getAllLanguagesForStringValues() ?? [];
  const [icons] = Resource.IconGroupEntry.fromEntries(entries);
  const integrity = entries.find(({ type }) => type === 'INTEGRITY');
  return {
    strings: version && language ? version.getStringValues(language) : {},
    iconSizes: (icons?.icons ?? []).map(({ width }) => width || 256),
    archiveHash: integrity === undefined ? null : hashIn(Buffer.from(integrity.bin).toString()),
  };
}

/** The list that the packager leaves: `[{ file, alg, value }]`. */
function hashIn(text: string): string | null {
  const list: unknown = JSON.parse(text);
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isRecord(first) && typeof first.value === 'string' ? first.value : null;
}

/** What macOS is told about the app: Info.plist as text. */
export function readMacFacts(output: string): string {
  return readFileSync(join(output, layouts.mac.program, 'Contents/Info.plist'), 'utf8');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
