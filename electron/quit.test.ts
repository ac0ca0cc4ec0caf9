import { expect, test, vi } from 'vitest';
import { createQuitGuard } from './quit.ts';

interface Rehearsal {
  readonly steps: string[];
  /** Closes or quits; resolves to whether it was held up, after all that follows from it. */
  quit(): Promise<boolean>;
  press(agreed: boolean): void;
  /** The system cannot show the question. */
  breakQuestion(): void;
  quitUnasked(): Promise<void>;
  /** Resolves as the guard does. */
  quitBy(end: () => Promise<void>): Promise<boolean>;
}

function rehearse(options: { atStake: boolean; stop?: () => Promise<void> }): Rehearsal {
  const steps: string[] = [];
  let answer = Promise.withResolvers<boolean>();
  const guard = createQuitGuard({
    mustAsk: () => options.atStake,
    ask: () => {
      steps.push('asked');
      answer = Promise.withResolvers();
      return answer.promise;
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
    press: (agreed) => answer.resolve(agreed),
    breakQuestion: () => answer.reject(new Error('no message box')),
    quitBy: (end) => guard.quitBy(end),
    async quitUnasked() {
      guard.quitUnasked();
      await new Promise(setImmediate);
    },
  };
}

test('where nothing would be lost nobody is asked: what must stop is stopped, then the app quits', async () => {
  const app = rehearse({ atStake: false });
  expect(await app.quit()).toBe(true);
  expect(app.steps).toEqual(['stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});

test('where something would be lost it asks once, however often one closes, and quits after a yes', async () => {
  const app = rehearse({ atStake: true });
  await app.quit();
  expect(await app.quit()).toBe(true);
  expect(app.steps).toEqual(['asked']);
  app.press(true);
  await new Promise(setImmediate);
  expect(app.steps).toEqual(['asked', 'stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});

test('after a no the app goes on, and asks again the next time', async () => {
  const app = rehearse({ atStake: true });
  await app.quit();
  app.press(false);
  await new Promise(setImmediate);
  expect(app.steps).toEqual(['asked']);
  expect(await app.quit()).toBe(true);
  expect(app.steps).toEqual(['asked', 'asked']);
});

test('a question that cannot be shown is said and keeps nobody in the app', async () => {
  const app = rehearse({ atStake: true });
  await app.quit();
  app.breakQuestion();
  await new Promise(setImmediate);
  expect(app.steps).toEqual(['asked', 'Error: no message box', 'stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});

test('a host that does not stop properly does not keep the app open', async () => {
  const app = rehearse({ atStake: false, stop: () => Promise.reject(new Error('the disk is gone')) });
  await app.quit();
  expect(app.steps).toEqual(['stopped', 'Error: the disk is gone', 'quit']);
});

test('a host that hangs while it stops does not keep the app open for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const app = rehearse({ atStake: false, stop: () => new Promise(() => undefined) });
  await app.quit();
  expect(app.steps).toEqual(['stopped']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(app.steps).toEqual(['stopped', 'quit']);
  vi.useRealTimers();
});

test('a signal stops and quits without a question, once, even while one is being asked', async () => {
  const app = rehearse({ atStake: true });
  await app.quit();
  await app.quitUnasked();
  app.press(true);
  await app.quitUnasked();
  expect(app.steps).toEqual(['asked', 'stopped', 'quit']);
  expect(await app.quit()).toBe(false);
});

test('another way out asks and stops too, and takes the place of quitting', async () => {
  const app = rehearse({ atStake: true });
  const leaving = app.quitBy(async () => void app.steps.push('replaced'));
  expect(await app.quitBy(async () => void app.steps.push('replaced twice'))).toBe(false);
  app.press(true);
  expect(await leaving).toBe(true);
  expect(app.steps).toEqual(['asked', 'stopped', 'replaced']);
  expect(await app.quit()).toBe(false);
});

test('another way out that is not wanted leaves the app as it was', async () => {
  const app = rehearse({ atStake: true });
  const leaving = app.quitBy(async () => void app.steps.push('replaced'));
  app.press(false);
  expect(await leaving).toBe(false);
  expect(app.steps).toEqual(['asked']);
});

test('another way out that fails is thrown on, and the next closing asks and stops again', async () => {
  const app = rehearse({ atStake: true });
  const leaving = app.quitBy(() => Promise.reject(new Error('no installer')));
  app.press(true);
  await expect(leaving).rejects.toThrow('no installer');
  expect(await app.quit()).toBe(true);
  app.press(true);
  await new Promise(setImmediate);
  expect(app.steps).toEqual(['asked', 'stopped', 'asked', 'stopped', 'quit']);
});
