import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { HostStatus } from '../client/desktop-port.ts';
import { runningHost } from '../test/running-host.ts';
import { setUpPower } from './power.ts';

function setUp() {
  const done: string[] = [];
  const monitor = new EventEmitter();
  let tell: (status: HostStatus) => void = () => undefined;
  setUpPower({
    monitor,
    blocker: {
      start: (type) => done.push(type),
      stop: (id) => done.push(`released ${String(id)}`) > 0,
    },
    host: {
      subscribe(listener) {
        tell = listener;
        listener({ name: 'stopped' });
        return () => undefined;
      },
    },
    wake: () => done.push('woken'),
    quitUnasked: () => done.push('quit'),
  });
  return { done, monitor, tell: (status: HostStatus) => tell(status) };
}

const running: HostStatus = { name: 'running', ...runningHost };

test('the machine is kept awake once while it hosts, and let go when it no longer does', () => {
  const { done, tell } = setUp();
  tell({ name: 'starting' });
  tell(running);
  tell({ ...running, people: 4 });
  expect(done).toEqual(['prevent-app-suspension']);
  tell({ name: 'stopped' });
  tell({ name: 'stopped' });
  expect(done).toEqual(['prevent-app-suspension', 'released 1']);
  tell(running);
  expect(done.at(-1)).toBe('prevent-app-suspension');
});

test('a machine that wakes up has its connection looked after, and one that ends asks nobody', () => {
  const { done, monitor } = setUp();
  monitor.emit('suspend');
  expect(done).toEqual([]);
  monitor.emit('resume');
  monitor.emit('shutdown');
  expect(done).toEqual(['woken', 'quit']);
});
