// The page where released versions are, on this machine, and a copy of the app that was released there: what the packager
// writes beside the app's archive, and the AppImage that it runs from.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { usableElectron } from '../scripts/electron-binary.ts';

/** The real Electron knows where its own archive lies, and an AppImage is a program for Linux. */
export const canBeReleased = usableElectron() === undefined && process.platform === 'linux';

export interface ReleasePage {
  /** Of a copy of the app that was released here. */
  readonly environment: Readonly<Record<string, string>>;
  /** The program that the copy runs from, which an update replaces. */
  readonly program: string;
  /** What was asked for so far: paths, without what keeps them out of caches. */
  readonly asked: readonly string[];
  /** Values of the header by which a copy could be told from others. */
  readonly names: readonly unknown[];
  /** From now on what is downloaded is not what was released. */
  damage(): void;
  close(): Promise<void>;
}

/** @param update the program of the released version @param folder is made, for the copy */
export async function openReleasePage(folder: string, version: string, update: string): Promise<ReleasePage> {
  const file = `classic-chatbox-${version}.AppImage`;
  const sha512 = createHash('sha512').update(update).digest('base64');
  const listing = `version: ${version}
files:
  - url: ${file}
    sha512: ${sha512}
    size: ${String(Buffer.byteLength(update))}
path: ${file}
sha512: ${sha512}
releaseDate: '2026-01-01T00:00:00.000Z'
`;
  const asked: string[] = [];
  const names: unknown[] = [];
  let served = update;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    asked.push(pathname);
    names.push(request.headers['x-user-staging-id']);
    if (pathname === '/latest-linux.yml') response.end(listing);
    else if (pathname === `/${file}`) response.end(served);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page does not listen on a port');

  const resources = join(folder, 'resources');
  mkdirSync(resources, { recursive: true });
  const url = `http://127.0.0.1:${String(address.port)}/`;
  writeFileSync(
    join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${url}\nupdaterCacheDirName: updates\n`,
  );
  const program = join(folder, 'chat.AppImage');
  writeFileSync(program, 'the version that runs');

  return {
    environment: {
      STAND_IN_RESOURCES: resources,
      APPIMAGE: program,
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    program,
    asked,
    names,
    damage: () => (served = update.replace(/./, '?')),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
