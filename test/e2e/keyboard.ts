// A person who has no mouse: goes through a page with Tab, and sees at each step where they are.
import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has. */
const maxStops = 80;

/** Presses Tab, or Shift and Tab, until the control is reached. Fails where a stop on the way cannot be seen. */
export async function tabTo(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < maxStops; stop += 1) {
    if (await isFocused(control)) return;
    await page.keyboard.press(key);
    await expectVisibleFocus(page);
  }
  throw new Error(`${String(control)} is not reached with ${key}`);
}

/** Goes to the control and presses Enter. */
export async function press(page: Page, control: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(page, control, key);
  await page.keyboard.press('Enter');
}

/** What has the focus is on the screen, and it or its frame is drawn around. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  // A ring takes a moment to be drawn.
  await expect.poll(() => describeFocus(page)).toMatch(/^(drawn|elsewhere)$/);
}

function describeFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    // Past the last stop a browser goes on to its own controls.
    if (focused === null || focused === document.body) return 'elsewhere';
    const { top, left, bottom, right } = focused.getBoundingClientRect();
    const place = `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent}`.slice(
      0,
      80,
    );
    if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth)
      return `${place} is off screen`;
    for (let around: Element | null = focused; around !== null; around = around.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(around);
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) return 'drawn';
      if (boxShadow.includes('0px 0px 0px 3px')) return 'drawn';
    }
    return `${place} has the focus, and nothing shows it`;
  });
}

async function isFocused(control: Locator): Promise<boolean> {
  if ((await control.count()) === 0) return false;
  return control.first().evaluate((element) => element === document.activeElement);
}
