import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type HeartbeatSession, startHeartbeat } from './heartbeat.ts';

const intervalMs = 5_000;

function createSession(answersPings = true) {
  const session = {
    heard: true,
    answersPings,
    pings: 0,
    over: false,
    terminate: () => (session.over = true),
    ping: () => (session.pings += 1),
    send: () => undefined,
  };
  return session satisfies HeartbeatSession & Record<string, unknown>;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a session that answers no ping is cut after two beats; one that has no pings never is', () => {
  const silent = createSession();
  const older = createSession(false);
  const stop = startHeartbeat(intervalMs, () => [silent, older]);
  vi.advanceTimersByTime(intervalMs);
  expect([silent.over, silent.pings]).toEqual([false, 1]);
  vi.advanceTimersByTime(intervalMs);
  expect([silent.over, older.over]).toEqual([true, false]);
  stop();
});

test('a machine that slept cuts nobody for it, and asks first', () => {
  const session = createSession();
  const stop = startHeartbeat(intervalMs, () => [session]);
  vi.advanceTimersByTime(intervalMs);
  // Timers stand still while a machine sleeps, and its clock goes on.
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(intervalMs);
  expect([session.over, session.pings]).toEqual([false, 2]);
  vi.advanceTimersByTime(intervalMs);
  expect(session.over).toBe(true);
  stop();
});
