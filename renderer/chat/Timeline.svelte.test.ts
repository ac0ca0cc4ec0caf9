import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { button, render, settle } from '../testing/render.ts';
import { ChatModel } from './chat-model.svelte.ts';
import { createTestActions, createTestChat, message } from './testing.ts';
import Timeline from './Timeline.svelte';

/** Pixels of the timeline that are seen at once. */
const viewport = 400;

/** Says of everything that it is as high as the timeline: rows are in the page only where it has a height. */
class SizesForRows implements ResizeObserver {
  readonly #tell: ResizeObserverCallback;

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell;
  }

  observe(target: Element): void {
    const contentRect = new DOMRect(0, 0, viewport, viewport);
    const sizes = { borderBoxSize: [], contentBoxSize: [], devicePixelContentBoxSize: [] };
    queueMicrotask(() => this.#tell([{ target, contentRect, ...sizes }], this));
  }

  unobserve(): void {
    // Nothing is told twice.
  }

  disconnect(): void {
    // Nothing is told later.
  }
}

beforeEach(() => vi.stubGlobal('ResizeObserver', SizesForRows));
afterEach(() => vi.unstubAllGlobals());

/** A timeline at its end, with a message in the page. */
async function setUp() {
  const messages = Array.from({ length: 30 }, (_, index) => message(index + 1));
  const chat = new ChatModel(createTestChat({ messages }).port);
  const { actions } = createTestActions(chat);
  const view = render(Timeline, { chat, actions, today: 0 });
  await settle();
  const log = view.querySelector<HTMLElement>('[role="log"]');
  const below = view.querySelector('.below');
  if (log === null || below === null) throw new Error('no timeline');
  Object.defineProperty(log, 'clientHeight', { value: viewport });
  /** The timeline is so high now, and stands there. */
  const scroll = async (height: number, scrollTop: number): Promise<void> => {
    Object.defineProperty(below, 'offsetTop', { value: height, configurable: true });
    log.scrollTop = scrollTop;
    log.dispatchEvent(new Event('scroll'));
    await settle();
  };
  await scroll(1_000, 600);
  // Only now: rows come and go with the place.
  const bubble = view.querySelector('.bubble');
  if (bubble === null) throw new Error(`no message in: ${view.innerHTML}`);
  return { view, log, bubble, scroll };
}

const press = (element: Element, button = 0) =>
  element.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button }));

test('whoever presses something in a message goes on following, however the rows are measured just then', async () => {
  const { view, bubble, scroll } = await setUp();
  press(bubble);
  await scroll(900, 300);
  expect(view.querySelector('button[title="To the newest message"]')).toBeNull();
});

test('whoever draws the bar of the timeline leaves the end, while rows are measured, too', async () => {
  const { view, log, scroll } = await setUp();
  press(log);
  await scroll(900, 300);
  expect(button(view, 'To the newest message')).toBeDefined();
});

test('whoever scrolls with the middle button leaves the end, wherever they press it', async () => {
  const { view, bubble, scroll } = await setUp();
  press(bubble, 1);
  await scroll(900, 300);
  expect(button(view, 'To the newest message')).toBeDefined();
});
