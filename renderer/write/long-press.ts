// A finger that rests on something, told apart from one that scrolls or taps. iOS reports no context menu for it.
import type { Attachment } from 'svelte/attachments';

/** How long a finger rests, in milliseconds. */
const pressMs = 450;
/** How far it may move meanwhile, in pixels. */
const stillPx = 10;

export function createLongPress(pressed: () => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let start = { x: 0, y: 0 };
    let done = false;

    function end(): void {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    }

    function down(event: PointerEvent): void {
      end();
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      done = false;
      start = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        timer = null;
        done = true;
        pressed();
      }, pressMs);
    }

    function move({ clientX, clientY }: PointerEvent): void {
      if (Math.hypot(clientX - start.x, clientY - start.y) > stillPx) end();
    }

    /** The click that a browser makes of it would fall on what has opened. */
    function lifted(event: TouchEvent): void {
      if (done) event.preventDefault();
      done = false;
    }

    element.addEventListener('touchend', lifted);
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
      element.addEventListener(type, end);
    }
    return () => {
      end();
      element.removeEventListener('touchend', lifted);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      for (const type of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
        element.removeEventListener(type, end);
      }
    };
  };
}
