// `--reset-password`: gives somebody a new password in a data folder in which no host is running, says it, and ends.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { accountsFileName, keyOf } from '../host/accounts/accounts-file.ts';
import { Accounts } from '../host/accounts/accounts.ts';
import { DamagedFile } from '../host/damaged-file.ts';
import { openFolder } from '../host/data-folder.ts';
import { failureSentence } from './chat-sentences.ts';
import { startFailureSentence } from './sentences.ts';

/** @returns the exit code: 0 done, 1 refused or failed */
export async function resetPassword(name: string, dataDir: string): Promise<number> {
  const lock = await openFolder(dataDir);
  if (!lock.ok) return complain(startFailureSentence({ code: lock.code, folder: dataDir }));
  try {
    const accounts = await Accounts.open({
      path: join(dataDir, accountsFileName),
      now: Date.now,
      newId: () => randomBytes(16).toString('base64url'),
    });
    const account = accounts.list().find((other) => keyOf(other.name) === keyOf(name));
    if (account === undefined) return complain(`There is no account of the name '${name}' in ${dataDir}.`);
    const password = await accounts.resetPassword(account.id);
    if (!password.ok) return complain(failureSentence(password.code));
    process.stdout.write(
      `The new password of ${account.name} is ${password.value}. It is not shown again.\n`,
    );
    return 0;
  } catch (error) {
    if (error instanceof DamagedFile)
      return complain(startFailureSentence({ code: error.code, folder: dataDir }));
    return complain(`The disk refused: ${error instanceof Error ? error.message : String(error)}.`);
  } finally {
    lock.release();
  }
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
