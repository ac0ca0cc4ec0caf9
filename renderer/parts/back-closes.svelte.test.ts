import { expect, test, vi } from 'vitest';
import { closeOnBack } from './back-closes.ts';

/** What a browser tells when the person goes back to an entry with this state. */
const goTo = (state: unknown) => window.dispatchEvent(new PopStateEvent('popstate', { state }));

test('going back closes the newest layer, and the page is left only when none is open', () => {
  const push = vi.spyOn(window.history, 'pushState');
  const back = vi.spyOn(window.history, 'back').mockImplementation(() => undefined);
  const closed: string[] = [];
  const open = (name: string) => {
    const end = closeOnBack(() => {
      closed.push(name);
      end();
    });
    return end;
  };
  open('people');
  open('settings');
  expect(push).toHaveBeenCalledTimes(1);
  goTo(null);
  goTo(null);
  expect(closed).toEqual(['settings', 'people']);
  expect(back).not.toHaveBeenCalled();
  goTo(null);
  expect(back).toHaveBeenCalledTimes(1);
});

test('a layer that was closed by its button leaves its entry to the next one', () => {
  goTo(null);
  const push = vi.spyOn(window.history, 'pushState');
  push.mockClear();
  closeOnBack(() => undefined)();
  const close = vi.fn();
  const end = closeOnBack(close);
  expect(push).toHaveBeenCalledTimes(1);
  goTo(null);
  expect(close).toHaveBeenCalledTimes(1);
  end();
});
