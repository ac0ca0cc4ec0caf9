import { expect, test } from 'vitest';
import type { ChatPort, JoinRequest } from '../../client/chat-port.ts';
import type { DesktopPort, HostStatus, Settings } from '../../client/desktop-port.ts';
import { DesktopModel } from './desktop-model.svelte.ts';

const settings: Settings = {
  nickname: 'Bình',
  language: null,
  theme: 'system',
  alerts: 'mentions',
  chatName: '',
  port: 8765,
  recentChats: [
    { address: '192.168.1.20:8765', name: 'Lớp 8B', lastJoinedAt: 1 },
    { address: '192.168.1.21:8765', name: 'Lớp 8C', lastJoinedAt: 2 },
  ],
  hostOnLaunch: false,
  lookForUpdates: false,
  announce: true,
  shareReads: true,
};

type Step = string | JoinRequest;

function setUp(
  given: { start?: Awaited<ReturnType<DesktopPort['startHost']>>; join?: 'nickname-taken' } = {},
) {
  const steps: Step[] = [];
  let tellHost: (status: HostStatus) => void = () => undefined;
  const desktop: Partial<DesktopPort> = {
    systemLanguage: 'vi',
    subscribeSettings: () => () => undefined,
    startsOnLogin: async () => null,
    subscribeHost(listener) {
      tellHost = listener;
      listener({ name: 'stopped' });
      return () => undefined;
    },
    async updateSettings(change) {
      if (change.port === 1) return { ok: false, code: 'bad-request' };
      return { ok: true, value: { ...settings, ...change } };
    },
    async startHost({ port }) {
      steps.push(`start on ${String(port)}`);
      return given.start ?? { ok: true };
    },
    async stopHost() {
      steps.push('stop');
    },
  };
  const chat: Partial<ChatPort> = {
    async join(request) {
      steps.push(request);
      return given.join === undefined ? { ok: true, value: null } : { ok: false, code: given.join };
    },
    async leave() {
      steps.push('leave');
    },
  };
  const model = new DesktopModel(desktop as DesktopPort, chat as ChatPort, settings);
  return { model, steps, tellHost: (status: HostStatus) => tellHost(status) };
}

const wish = { chatName: 'Lớp 9A', nickname: 'Bình', port: 8765 };

test('one press starts the host and joins it', async () => {
  const { model, steps } = setUp();
  const opening = model.open(wish);
  expect(model.opening).toBe(true);
  await opening;
  expect(steps).toEqual(['start on 8765', { address: null, nickname: 'Bình' }]);
  expect(model.opening).toBe(false);
  expect(model.openFailure).toBeNull();
});

test('a second press while the chat opens does nothing', async () => {
  const { model, steps } = setUp();
  await Promise.all([model.open(wish), model.open(wish)]);
  expect(steps.filter((step) => step === 'start on 8765')).toHaveLength(1);
});

test('a host that does not start is not joined, and the free port is offered', async () => {
  const { model, steps } = setUp({ start: { ok: false, code: 'port-taken', port: 8765, freePort: 8766 } });
  await model.open(wish);
  expect(steps).toEqual(['start on 8765']);
  expect(model.openFailure).toMatchObject({ code: 'port-taken', freePort: 8766 });
});

test('a host that started but cannot be joined says why', async () => {
  const { model } = setUp({ join: 'nickname-taken' });
  await model.open(wish);
  expect(model.openFailure).toEqual({ ok: false, code: 'nickname-taken' });
});

test('the next try forgets the last failure', async () => {
  const given: Parameters<typeof setUp>[0] = { start: { ok: false, code: 'folder-locked' } };
  const { model } = setUp(given);
  await model.open(wish);
  given.start = { ok: true };
  await model.open(wish);
  expect(model.openFailure).toBeNull();
});

test('stopping leaves one’s own chat first, so that nothing tries to reconnect', async () => {
  const { model, steps } = setUp();
  await model.stop(true);
  expect(steps).toEqual(['leave', 'stop']);
});

test('stopping from elsewhere leaves the other chat alone', async () => {
  const { model, steps } = setUp();
  await model.stop(false);
  expect(steps).toEqual(['stop']);
});

test('a change shows at once and says whether it was kept', async () => {
  const { model } = setUp();
  const saving = model.change({ theme: 'dark' });
  expect(model.value.theme).toBe('dark');
  expect(await saving).toBe(true);
  expect(await model.change({ port: 1 })).toBe(false);
});

test('a forgotten chat leaves the others', async () => {
  const { model } = setUp();
  await model.forgetRecent('192.168.1.20:8765');
  expect(model.settings.recentChats.map(({ name }) => name)).toEqual(['Lớp 8C']);
});

test('following waits until it is known whether this machine hosts', async () => {
  const { model, tellHost } = setUp();
  await model.follow();
  expect(model.host.name).toBe('stopped');
  tellHost({ name: 'starting' });
  expect(model.host.name).toBe('starting');
});
