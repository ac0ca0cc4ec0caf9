// A host in a process of its own, so that it can be killed and its memory be read. Started by host-child.ts with the
// host's options as JSON; talks over Node's IPC channel.
import * as v from 'valibot';
import { accountModes } from '../../protocol/accounts.ts';
import { startHost } from '../../host/host.ts';

/** What this process says. */
export type HostProcessMessage =
  | { readonly type: 'opening' }
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'not-started'; readonly code: string }
  | { readonly type: 'memory'; readonly residentBytes: number }
  | { readonly type: 'too-slow' };

function say(message: HostProcessMessage): void {
  process.send?.(message);
}

const settings = v.object({
  dataDir: v.string(),
  limits: v.record(v.string(), v.number()),
  accountMode: v.optional(v.picklist(accountModes)),
});
const { dataDir, limits, accountMode } = v.parse(settings, JSON.parse(process.argv[2] ?? ''));
// Without the one who started it nobody would ever end it.
process.once('disconnect', () => process.exit());
say({ type: 'opening' });
const started = await startHost({
  port: 0,
  bind: '127.0.0.1',
  dataDir,
  chatName: 'Lớp 9A',
  hostName: 'cô Hạnh',
  webDir: null,
  limits,
  passwordCost: { n: 2, r: 1, p: 1 },
  ...(accountMode === undefined ? {} : { accountMode }),
  onLog({ text }) {
    if (text.endsWith('does not read fast enough')) say({ type: 'too-slow' });
  },
});
if (started.ok) {
  process.on('message', (request) => {
    if (request === 'memory') {
      // With `--expose-gc`: what is garbage already is no part of the level.
      globalThis.gc?.();
      say({ type: 'memory', residentBytes: process.memoryUsage.rss() });
    }
    if (request === 'close') void started.host.close().then(() => process.exit());
  });
  say({ type: 'listening', port: started.host.port });
} else {
  say({ type: 'not-started', code: started.code });
}
