// Makes an Electron up that packs but does not run, one folder for each system: as many files as the packager touches,
// with a fuse wire where Electron has its own. With it the packaging is tried where Electron's binary cannot be had.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

export type PackedSystem = 'linux' | 'windows' | 'mac';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireVersion = 1;
/** As Electron 45 ships: nine fuses, each the opposite of what we set where we set it, so that what is read was flipped. */
const wire = '101100110';

/** What Electron's binary holds: sentinel, version of the wire, its length, and a letter for each fuse. */
function fuseWire(): Buffer {
  return Buffer.concat([Buffer.from(sentinel), Buffer.from([wireVersion, wire.length]), Buffer.from(wire)]);
}

/** Fills the folder with a made-up Electron. @param folder what is there is deleted first */
export function makeElectron(system: PackedSystem, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, content] of Object.entries(files[system]())) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
  }
}

const licences = { LICENSE: '', 'LICENSES.chromium.html': '' };
const locales = { 'locales/en-US.pak': '', 'locales/vi.pak': '', 'locales/fr.pak': '' };

const files = {
  linux: () => ({
    ...licences,
    ...locales,
    electron: fuseWire(),
    'chrome-sandbox': '',
    chrome_crashpad_handler: '',
  }),
  windows: () => ({
    ...licences,
    ...locales,
    'electron.exe': windowsProgram(),
  }),
  mac: () => ({
    ...licences,
    ...macApp('Electron.app', 'Electron'),
    'Electron.app/Contents/Resources/en.lproj/locale.pak': '',
    [`${frameworks}/Electron Framework.framework/Electron Framework`]: fuseWire(),
    [`${frameworks}/Electron Framework.framework/Versions/A/Resources/en.lproj/locale.pak`]: '',
    ...['', ' (GPU)', ' (Plugin)', ' (Renderer)']
      .map((kind) => `Electron Helper${kind}`)
      .reduce((all, name) => ({ ...all, ...macApp(`${frameworks}/${name}.app`, name) }), {}),
  }),
} satisfies Record<PackedSystem, () => Record<string, string | Buffer>>;

const frameworks = 'Electron.app/Contents/Frameworks';

function macApp(path: string, name: string): Record<string, string> {
  return {
    [`${path}/Contents/MacOS/${name}`]: '',
    [`${path}/Contents/Info.plist`]: `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string></dict></plist>`,
  };
}

/** An empty program with the version block that the packager rewrites, and the fuse wire behind it. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  const english = { lang: 1033, codepage: 1200 };
  version.lang = english.lang;
  version.setFileVersion(1, 0, 0, 0, english.lang);
  version.setStringValues(english, { FileDescription: 'Electron', ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  const wireBytes = fuseWire();
  const extra = new ArrayBuffer(wireBytes.length);
  new Uint8Array(extra).set(wireBytes);
  program.setExtraData(extra);
  return Buffer.from(program.generate());
}
