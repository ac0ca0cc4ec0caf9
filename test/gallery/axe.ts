// What axe finds on a page. It is put into a page once: that takes longer than all that it is asked afterwards.
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/**
 * What breaks axe's rules, as a sentence for each element.
 *
 * @param rules ids of the only ones to try; all when left out
 */
export async function findViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { violations } = await window.axe.run({
      // What is fine would be described too, which takes most of the time.
      resultTypes: ['violations'],
      ...(values === undefined ? {} : { runOnly: { type: 'rule', values: [...values] } }),
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  }, rules);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
