// Whether what a peer is made of is on this machine.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The package's file, or null where it is not installed. */
export function packageFile(name: string): string | null {
  try {
    return require.resolve(name);
  } catch {
    return null;
  }
}

export function packageMissing(name: string): string | null {
  return packageFile(name) === null ? `${name} is not installed (npm install)` : null;
}

/** Where daemons are is not on everybody's path. */
const daemonFolders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** The program's path, or null where it is not installed. */
export function program(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...daemonFolders];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Python that has this module, or null. The system's own may have what the first on the path has not. */
export function pythonWith(module: string): string | null {
  const pythons = ['python3', '/usr/bin/python3'];
  return (
    pythons.find(
      (python) => spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
    ) ?? null
  );
}
