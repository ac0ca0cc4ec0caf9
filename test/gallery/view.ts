// What the gallery shows: a view is a state of the interface and the way there.
import type { Page } from '@playwright/test';
import type { Stage } from './stage.ts';

export interface View {
  /** In kebab case; the name of its pictures. */
  readonly name: string;
  /** Brings it about and resolves when it stands still. */
  readonly open: (stage: Stage) => Promise<Page>;
}

/** Waits until a page has its fonts and has painted what it was told. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  });
}
