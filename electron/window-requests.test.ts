import { expect, test } from 'vitest';
import type { WindowRequest } from '../client/desktop-port.ts';
import { createWindowRequests } from './window-requests.ts';

function listen(requests: ReturnType<typeof createWindowRequests>) {
  const heard: WindowRequest[] = [];
  return { heard, stop: requests.subscribe((request) => heard.push(request)) };
}

test('a request that came before the page is heard by it once, and not by a page that is loaded again', () => {
  const requests = createWindowRequests();
  requests.ask({ type: 'ask-join', address: '10.0.0.1:8765' });
  const page = listen(requests);
  expect(page.heard).toEqual([{ type: 'ask-join', address: '10.0.0.1:8765' }]);
  page.stop();
  expect(listen(requests).heard).toEqual([]);
});

test('of many requests of one kind only the newest waits', () => {
  const requests = createWindowRequests();
  for (let n = 1; n <= 500; n++) requests.ask({ type: 'ask-join', address: `10.0.0.${String(n % 250)}` });
  requests.ask({ type: 'show-message', seq: 7 });
  requests.ask({ type: 'ask-join', address: '10.0.1.1' });
  expect(listen(requests).heard).toEqual([
    { type: 'show-message', seq: 7 },
    { type: 'ask-join', address: '10.0.1.1' },
  ]);
});

test('while the page listens it hears every request at once', () => {
  const requests = createWindowRequests();
  const { heard, stop } = listen(requests);
  requests.ask({ type: 'show-message', seq: 1 });
  requests.ask({ type: 'show-message', seq: 2 });
  expect(heard).toEqual([
    { type: 'show-message', seq: 1 },
    { type: 'show-message', seq: 2 },
  ]);
  stop();
  requests.ask({ type: 'open-settings' });
  expect(heard).toHaveLength(2);
});
