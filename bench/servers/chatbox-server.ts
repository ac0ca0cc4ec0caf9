// The host as the app embeds it. Settings: `dataDir`, `webDir`, `limits`, all as the host's own options.
import * as v from 'valibot';
import { startHost } from '../../host/host.ts';
import { benchSettings, serveBench } from './server-process.ts';

const settings = v.parse(
  v.object({
    dataDir: v.string(),
    webDir: v.nullable(v.string()),
    limits: v.record(v.string(), v.number()),
  }),
  benchSettings(),
);

const startedAt = performance.now();
const started = await startHost({
  port: 0,
  bind: '127.0.0.1',
  chatName: 'bench',
  hostName: 'bench',
  ...settings,
});
if (!started.ok) throw new Error(`the host did not start: ${started.code}`);
const openedInMs = performance.now() - startedAt;
const { host } = started;

serveBench(host.port, () => host.close(), openedInMs);
