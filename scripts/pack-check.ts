// `npm run pack:check`: packs the app for Linux, Windows and macOS offline, into folders and with an Electron made up for
// it, and reads back what electron-builder.yml promises: what ships and what does not, the fuses, and what each system is
// told.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { build, webTarget, windowTarget } from './build.ts';
import { makeElectron, type PackedSystem } from './made-up-electron.ts';
import { readMacFacts, readPackedApp, readWindowsFacts, type PackedApp } from './packed-app.ts';
import { root, runTool, say } from './run-command.ts';

const folder = join(root, '.cache/pack-check');
const packLimitMs = 120_000;

const flags = { linux: '--linux', windows: '--win', mac: '--mac' } satisfies Record<PackedSystem, string>;

/** In docs/security.md, line by line. */
const fuses = {
  RunAsNode: 'off',
  EnableCookieEncryption: 'on',
  EnableNodeOptionsEnvironmentVariable: 'off',
  EnableNodeCliInspectArguments: 'off',
  EnableEmbeddedAsarIntegrityValidation: 'on',
  OnlyLoadAppFromAsar: 'on',
  LoadBrowserProcessSpecificV8Snapshot: 'off',
  GrantFileProtocolExtraPrivileges: 'off',
};

const mustShip = [
  'package.json',
  'resources/icon.png',
  ...['tray', 'tray-unread', 'trayTemplate', 'trayUnreadTemplate'].flatMap((icon) => [
    `resources/tray/${icon}.png`,
    `resources/tray/${icon}@2x.png`,
  ]),
  'out/main/index.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/web/index.html',
];
const mayShip =
  /^(package\.json|resources\/(icon|tray\/[^/]+)\.png|out\/(main|preload|renderer|web)\/[^.][^/]*(\/[^.][^/]*)*)$/;
const mustNotShip = /\.map$|\.tsx?$|\.svelte$|(\.|\/)(test|spec)\.|node_modules/;

/** Packs one system's folder. @returns the packager's output folder */
async function pack(system: PackedSystem): Promise<string> {
  const electron = join(folder, system, 'electron');
  const output = join(folder, system, 'packed');
  makeElectron(system, electron);
  const settings = [
    `-c.electronDist=${electron}`,
    `-c.directories.output=${output}`,
    // What is made up cannot be signed.
    '-c.mac.identity=null',
  ];
  const { code, output: said } = await runTool(
    'electron-builder/cli.js',
    [flags[system], 'dir', '--x64', '--publish', 'never', ...settings],
    { timeLimitMs: packLimitMs },
  );
  assert.equal(code, 0, `electron-builder failed for ${system}:\n${said}`);
  return output;
}

function checkArchive({ files, manifest, strays }: PackedApp): string {
  assert.deepEqual(strays, [], 'beside the archive lies what must not');
  const missing = mustShip.filter((file) => !files.includes(file));
  const extra = files.filter((file) => !mayShip.test(file) || mustNotShip.test(file));
  assert.deepEqual({ missing, extra }, { missing: [], extra: [] });
  assert.equal(manifest.main, 'out/main/index.js');
  assert.deepEqual(
    [manifest.devDependencies, manifest.dependencies, manifest.scripts],
    [undefined, undefined, undefined],
  );
  return `${String(files.length)} files in the archive, all of them below out/ but package.json and icons`;
}

function checkLocales({ locales }: PackedApp): string {
  assert.deepEqual(locales, ['en-US.pak', 'vi.pak']);
  return `Chromium's own words: ${locales.join(', ')}`;
}

function checkFuses(app: PackedApp): string {
  const { WasmTrapHandlers, ...set } = app.fuses;
  assert.deepEqual(set, fuses);
  assert.equal(WasmTrapHandlers, 'off', 'a fuse that electron-builder.yml does not name was flipped');
  return `fuses: ${Object.entries(fuses)
    .map(([name, state]) => `${name} ${state}`)
    .join(', ')}`;
}

function checkWindows(output: string, { archiveHash, manifest }: PackedApp): string[] {
  const { strings, iconSizes, archiveHash: held } = readWindowsFacts(output);
  assert.equal(strings.ProductName, 'Classic Chatbox');
  assert.equal(strings.FileDescription, 'Classic Chatbox');
  assert.equal(strings.ProductVersion?.startsWith(String(manifest.version)), true);
  assert.deepEqual(iconSizes, [16, 20, 24, 32, 40, 48, 64, 128, 256]);
  assert.equal(held, archiveHash, 'the program holds the hash of another archive');
  return [
    `program: ${strings.ProductName} ${strings.ProductVersion}, icon in ${String(iconSizes.length)} sizes`,
    'program: holds the hash of its archive',
  ];
}

function checkMac(output: string, { archiveHash }: PackedApp): string[] {
  const plist = readMacFacts(output).replace(/>\s+</g, '><');
  const expected = {
    CFBundleIdentifier: '<string>io.github.classic-chatbox</string>',
    CFBundleIconFile: '<string>icon.icns</string>',
    NSLocalNetworkUsageDescription: '<string>Classic Chatbox hosts and joins chats on your local network',
    NSBonjourServices: '<array><string>_classic-chatbox._tcp</string></array>',
    CFBundleURLSchemes: '<array><string>classic-chatbox</string></array>',
  };
  for (const [key, value] of Object.entries(expected)) {
    assert.ok(plist.includes(`<key>${key}</key>${value}`), `Info.plist has no ${key} ${value}:\n${plist}`);
  }
  assert.ok(
    plist.includes(`<string>${archiveHash}</string>`),
    'Info.plist holds the hash of another archive',
  );
  return [`Info.plist: ${Object.keys(expected).join(', ')}`, 'Info.plist: holds the hash of its archive'];
}

async function check(system: PackedSystem): Promise<string[]> {
  const output = await pack(system);
  const app = await readPackedApp(system, output);
  const facts = [checkArchive(app), checkFuses(app)];
  if (system !== 'mac') facts.push(checkLocales(app));
  if (system === 'windows') facts.push(...checkWindows(output, app));
  if (system === 'mac') facts.push(...checkMac(output, app));
  return facts.map((fact) => `${system.padEnd(8)}${fact}`);
}

const startedAt = performance.now();
if (await build([windowTarget, webTarget])) {
  // The packager cannot pack for macOS on Windows.
  const systems = (['linux', 'windows', 'mac'] as const).filter(
    (system) => system !== 'mac' || process.platform !== 'win32',
  );
  const results = await Promise.allSettled(systems.map(check));
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') result.value.forEach(say);
    else {
      process.stderr.write(`${String(systems[index])}: ${String(result.reason)}\n`);
      process.exitCode = 1;
    }
  }
  say(`packed and read back in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
} else {
  process.exitCode = 1;
}
