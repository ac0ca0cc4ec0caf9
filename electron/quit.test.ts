import { expect, test, vi } from 'vitest';
import { createQuitGuard } from './quit.ts';

interface Rehearsal {
  readonly steps: string[];
  /** Closes or quits; resolves to whether it was held up, after all that follows from it. */
  quit(): Promise<boolean>;
  press(agreed: boolean): void;
  quitUnasked(): Promise<void>;
}

function rehearse(options: { hosting: boolean; stop?: () => Promise<void> }): Rehearsal {
  const steps: string[] = [];
  let press: (agreed: boolean) => void = () => undefined;
  const guard = createQuitGuard({
    isHosting: () => options.hosting,
    ask: () => {
      steps.push('asked');
      return new Promise((resolve) => {
        press = resolve;
      });
    },
    stop: async () => {
      steps.push('stopped');
      await options.stop?.();
    },
    report: (error) => steps.push(String(error)),
    quit: () => steps.push('quit'),
  });
  return {
    steps,
    async quit() {
      let heldUp = false;
      guard.hold({ preventDefault: () => (heldUp = true) });
      await new Promise(setImmediate);
      return heldUp;
    },
    press: (agreed) => press(agreed),
    async quitUnasked() {
      guard.quitUnasked();
      await new Promise(setImmediate);
    },
  };
}

test('without a host nobody is asked: what must stop is stopped, then the app quits', async () => {
  const app = rehearse({ hosting: false });
  expect(await app.quit()).toBe(true);
  expect(app.steps).toEqual(['stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});

test('while hosting it asks once, however often one closes, and quits after a yes', async () => {
  const app = rehearse({ hosting: true });
  await app.quit();
  expect(await app.quit()).toBe(true);
  expect(app.steps).toEqual(['asked']);
  app.press(true);
  await new Promise(setImmediate);
  expect(app.steps).toEqual(['asked', 'stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});

test('after a no the app goes on, and asks again the next time', async () => {
  const app = rehearse({ hosting: true });
  await app.quit();
  app.press(false);
  await new Promise(setImmediate);
  expect(app.steps).toEqual(['asked']);
  expect(await app.quit()).toBe(true);
  expect(app.steps).toEqual(['asked', 'asked']);
});

test('a host that does not stop properly does not keep the app open', async () => {
  const app = rehearse({ hosting: false, stop: () => Promise.reject(new Error('the disk is gone')) });
  await app.quit();
  expect(app.steps).toEqual(['stopped', 'Error: the disk is gone', 'quit']);
});

test('a host that hangs while it stops does not keep the app open for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const app = rehearse({ hosting: false, stop: () => new Promise(() => undefined) });
  await app.quit();
  expect(app.steps).toEqual(['stopped']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(app.steps).toEqual(['stopped', 'quit']);
  vi.useRealTimers();
});

test('a signal stops and quits without a question, once, even while one is being asked', async () => {
  const app = rehearse({ hosting: true });
  await app.quit();
  await app.quitUnasked();
  app.press(true);
  await app.quitUnasked();
  expect(app.steps).toEqual(['asked', 'stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});
