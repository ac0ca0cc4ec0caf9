// Finds text and controls that a page does not show whole: cut off by what is around them, sticking out of what they
// stand on, or beyond the edge of the screen. Knows no view. An ellipsis is fine where a tooltip carries the rest.
import type { Page } from '@playwright/test';

/** What is not whole, as a sentence for each; empty when all is well. */
export function findCutOff(page: Page): Promise<string[]> {
  return page.evaluate(inspect);
}

/** Runs in the page: it can use nothing from around it. */
function inspect(): string[] {
  /** Pixels that rounding may take. */
  const tolerance = 1.5;
  const found = new Set<string>();
  const describe = (element: Element): string =>
    `${element.tagName.toLowerCase()}${[...element.classList].map((name) => `.${name}`).join('')}`.replace(
      /\.svelte-\w+/g,
      '',
    );

  function isShown(element: Element): boolean {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    // For screen readers, or under a sheet or panel that covers the page.
    return element.closest('.unseen, [inert]') === null;
  }

  /** The whole text in a tooltip, here or around. */
  function hasTooltip(element: Element, text: string): boolean {
    const titled = element.closest('[title]');
    return (titled?.getAttribute('title') ?? '').includes(text.trim());
  }

  interface Box {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }

  /** What is outside of a frame sideways, or up and down. */
  function exceeds(box: Box, frame: Box): { readonly x: boolean; readonly y: boolean } {
    return {
      x: box.left < frame.left - tolerance || box.right > frame.right + tolerance,
      y: box.top < frame.top - tolerance || box.bottom > frame.bottom + tolerance,
    };
  }

  function innerBox(element: Element): Box {
    const { left, top } = element.getBoundingClientRect();
    const x = left + element.clientLeft;
    const y = top + element.clientTop;
    return { left: x, top: y, right: x + element.clientWidth, bottom: y + element.clientHeight };
  }

  /** Looks outwards from an element for what cuts the box off. What scrolls shows everything in its turn. */
  function check(box: Box, from: Element, what: string, text: string): void {
    let scrollsX = false;
    let scrollsY = false;
    for (let around: Element | null = from; around !== null; around = around.parentElement) {
      const { overflowX, overflowY, textOverflow, position } = getComputedStyle(around);
      const isReplaced = around instanceof HTMLInputElement || around instanceof HTMLTextAreaElement;
      const over = exceeds(box, innerBox(around));
      if (!scrollsX && overflowX !== 'visible' && !isReplaced) {
        if (overflowX === 'auto' || overflowX === 'scroll') scrollsX = true;
        else if (over.x && !(textOverflow === 'ellipsis' && hasTooltip(around, text))) {
          found.add(`${what} is cut off sideways by ${describe(around)}`);
        }
        if (textOverflow === 'ellipsis') scrollsX = true;
      }
      if (!scrollsY && overflowY !== 'visible' && !isReplaced) {
        if (overflowY === 'auto' || overflowY === 'scroll') scrollsY = true;
        else if (over.y) found.add(`${what} is cut off above or below by ${describe(around)}`);
      }
      // What floats is framed by the screen alone.
      if (position === 'fixed' || around instanceof HTMLDialogElement) break;
    }
    const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const over = exceeds(box, screen);
    if (over.x && !scrollsX) found.add(`${what} is beyond the side of the screen`);
    if (over.y && !scrollsY) found.add(`${what} is above or below the screen`);
  }

  /** Text that sticks out of the bubble, button or badge that it stands on. */
  function checkGround(box: Box, from: Element, what: string): void {
    const ground = from.closest('button, .bubble, .avatar, .segments label, [role="option"]');
    if (ground === null || getComputedStyle(from).overflowX !== 'visible') return;
    if (from.closest('.ellipsis, pre') !== null) return;
    const { x, y } = exceeds(box, ground.getBoundingClientRect());
    if (x || y) found.add(`${what} sticks out of ${describe(ground)}`);
  }

  // A dialog that is open makes everything else unreachable, whatever of it is behind.
  const root = document.querySelector('dialog[open]') ?? document.body;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.textContent ?? '';
    const parent = node.parentElement;
    if (text.trim() === '' || parent === null || !isShown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue;
      const what = `'${text.trim().slice(0, 40)}'`;
      check(box, parent, what, text);
      checkGround(box, parent, what);
    }
  }

  for (const control of root.querySelectorAll('button, input:not(.unseen), textarea, a')) {
    if (!isShown(control)) continue;
    const name = control.getAttribute('aria-label') ?? control.textContent;
    const what = `${describe(control)} '${name.trim().slice(0, 40)}'`;
    check(control.getBoundingClientRect(), control.parentElement ?? root, what, name);
    for (const icon of control.querySelectorAll('svg')) {
      const { x, y } = exceeds(icon.getBoundingClientRect(), control.getBoundingClientRect());
      if (isShown(icon) && (x || y)) found.add(`the icon of ${what} sticks out of it`);
    }
  }

  const pen = document.createElement('canvas').getContext('2d');
  for (const field of root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    if (pen === null || !field.placeholder || field.value || !isShown(field)) continue;
    if (hasTooltip(field, field.placeholder)) continue;
    const style = getComputedStyle(field);
    // Such a field grows with its placeholder, which goes on in the next line.
    if (field instanceof HTMLTextAreaElement && style.getPropertyValue('field-sizing') === 'content')
      continue;
    const { font, paddingLeft, paddingRight } = style;
    pen.font = font;
    const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    if (pen.measureText(field.placeholder).width > room + tolerance) {
      found.add(`the placeholder '${field.placeholder}' does not fit its field`);
    }
  }

  for (const box of [document.documentElement, ...root.querySelectorAll('*')]) {
    const { overflowX } = getComputedStyle(box);
    const scrolls = box === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
    // Code alone is scrolled sideways, and wide fields scroll with what is typed.
    if (!scrolls || box.matches('pre, input, textarea')) continue;
    if (box.scrollWidth > box.clientWidth + 1) found.add(`${describe(box)} scrolls sideways`);
  }
  return [...found];
}
