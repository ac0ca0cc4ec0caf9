// Mounts a component for a test and takes it away afterwards. For tests only.
import { flushSync, mount, unmount } from 'svelte';
import type { Component } from 'svelte';
import { onTestFinished } from 'vitest';
import { i18n } from '../i18n/i18n.svelte.ts';

/** The element that the component was mounted into. Sentences are English, so that tests read like the screen. */
export function render<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
): HTMLElement {
  i18n.language = 'en';
  const target = document.createElement('div');
  document.body.append(target);
  const mounted = mount(component, { target, props });
  flushSync();
  onTestFinished(async () => {
    await unmount(mounted);
    target.remove();
  });
  return target;
}

/** The one button with these words, or this label. */
export function button(within: HTMLElement, words: string): HTMLButtonElement {
  const found = [...within.querySelectorAll('button')].filter(
    (candidate) => (candidate.getAttribute('aria-label') ?? spokenText(candidate)).trim() === words,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${String(found.length)} buttons "${words}" in: ${within.textContent}`);
  }
  return only;
}

/** Without what is only to be looked at. */
function spokenText(element: Element): string {
  return [...element.childNodes]
    .map((child) => {
      if (!(child instanceof Element)) return child.textContent ?? '';
      return child.getAttribute('aria-hidden') === 'true' ? '' : spokenText(child);
    })
    .join('');
}

/** The text field with this label. */
export function field(within: HTMLElement, label: string): HTMLInputElement {
  const found = [...within.querySelectorAll('label')].find(({ textContent }) => textContent === label);
  const input = found === undefined ? null : document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field "${label}" in: ${within.textContent}`);
  return input;
}

export function type(input: HTMLInputElement, text: string): void {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

/** Presses, and waits for what follows without a network. */
export async function press(pressed: HTMLElement): Promise<void> {
  pressed.click();
  await settle();
}

export async function pressKey(
  focused: HTMLElement,
  key: string,
  details: KeyboardEventInit = {},
): Promise<void> {
  focused.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...details }));
  await settle();
}

/** Lets promises that are already resolved run, and the page follow. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  flushSync();
}
