import { expect, onTestFinished, test, vi } from 'vitest';
import type { HostStatus } from '../client/desktop-port.ts';
import { temporaryFolder } from '../test/temporary.ts';
import { createHostService, type HostService } from './host-service.ts';

const anyPort = { chatName: 'Lớp 9A', port: 0 };

function createService(dataDir = temporaryFolder()): HostService {
  const host = createHostService({ dataDir, webDir: null, hostName: 'Máy của An' });
  onTestFinished(() => host.stop());
  return host;
}

function listenTo(host: HostService): HostStatus['name'][] {
  const heard: HostStatus['name'][] = [];
  host.subscribe(({ name }) => heard.push(name));
  return heard;
}

test('a host tells its way from stopped over starting to running and back', async () => {
  const host = createService();
  const heard = listenTo(host);
  await host.start(anyPort);
  await host.stop();
  expect([...new Set(heard)]).toEqual(['stopped', 'starting', 'running']);
  expect(heard.at(-1)).toBe('stopped');
});

test('a second start is refused while the first one is under way or done', async () => {
  const host = createService();
  const both = await Promise.all([host.start(anyPort), host.start(anyPort)]);
  expect(both).toEqual([{ ok: true }, { ok: false, code: 'already-hosting' }]);
  expect(await host.start(anyPort)).toMatchObject({ code: 'already-hosting' });
});

test('a switch that is pressed is told at once', async () => {
  const host = createService();
  await host.start(anyPort);
  const heard: HostStatus[] = [];
  host.subscribe((status) => heard.push(status));
  host.setLegacyHttp(true);
  expect(heard.at(-1)).toMatchObject({ name: 'running', legacyHttp: true });
});

test('a taken port is said with a free one, and the host can be started there', async () => {
  const [an, bình] = [createService(), createService()];
  await an.start(anyPort);
  const port = an.running()?.port ?? 0;
  const refused = await bình.start({ ...anyPort, port });
  expect(refused).toMatchObject({ ok: false, code: 'port-taken', port });
  expect(bình.running()).toBeNull();
  const freePort = 'freePort' in refused ? (refused.freePort ?? 0) : 0;
  expect(await bình.start({ ...anyPort, port: freePort })).toEqual({ ok: true });
});

test('a second stop ends no sooner than the first, and then the folder is free', async () => {
  const dataDir = temporaryFolder();
  const host = createService(dataDir);
  await host.start(anyPort);
  let stopped = false;
  void host.stop().then(() => (stopped = true));
  await host.stop();
  expect(stopped).toBe(true);
  expect(await createService(dataDir).start(anyPort)).toEqual({ ok: true });
});

test('a start while the host is stopping waits for it, and a second one then is refused', async () => {
  const host = createService();
  await host.start(anyPort);
  void host.stop();
  const both = await Promise.all([host.start(anyPort), host.start(anyPort)]);
  expect(both).toEqual([{ ok: true }, { ok: false, code: 'already-hosting' }]);
  expect(host.running()).not.toBeNull();
});

test('work that needs the folder waits while the host is stopping', async () => {
  const host = createService();
  await host.start(anyPort);
  let stopped = false;
  void host.stop().then(() => (stopped = true));
  expect(await host.whileStopped(() => Promise.resolve(stopped))).toEqual({ value: true, notReopened: null });
});

test('a host that does not close as it should before work on its folder is opened again, and the work is not begun', async () => {
  const host = createService();
  await host.start(anyPort);
  const running = host.running();
  const close = running?.close.bind(running);
  if (running === null || close === undefined) throw new Error('not running');
  vi.spyOn(running, 'close').mockImplementationOnce(async () => {
    await close();
    throw new Error('the disk complains');
  });
  const work = vi.fn(() => Promise.resolve());
  await expect(host.whileStopped(work)).rejects.toThrow('the disk complains');
  expect(work).not.toHaveBeenCalled();
  expect(host.running()?.port).toBe(running.port);
});

test('a host that does not close as it should is said to whoever stops it, and counts as stopped', async () => {
  const host = createService();
  await host.start(anyPort);
  const running = host.running();
  if (running === null) throw new Error('The host did not start');
  onTestFinished(() => running.close());
  vi.spyOn(running, 'close').mockRejectedValueOnce(new Error('the disk is gone'));
  const heard = listenTo(host);
  const both = await Promise.allSettled([host.stop(), host.stop()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(heard).toEqual(['running', 'stopped']);
  await expect(host.stop()).resolves.toBeUndefined();
});
