// Vietnamese and other input methods compose letters; the Enter that ends a composition is not one for the chat.
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { composer, expectMessage, timeline, words } from './people.ts';

/** A key as the browser reports it while an input method has taken it. */
async function pressWhileComposing(session: CDPSession, key: string): Promise<void> {
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: 229 });
}

async function compose(session: CDPSession, text: string): Promise<void> {
  await session.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  });
}

async function expectNothingSent(page: Page, text: string): Promise<void> {
  await expect(composer(page)).toHaveValue(text);
  await expect(timeline(page).getByText(text, { exact: true })).toHaveCount(0);
}

for (const [name, steps, word] of [
  ['Telex', ['t', 'ti', 'tie', 'tiê', 'tiêng', 'tiếng'], 'tiếng'],
  ['Pinyin', ["ni'hao", '你好'], '你好'],
] as const) {
  test(`Enter while ${name} composes sends nothing; once composed it sends the word once`, async ({
    startHost,
    enter,
  }) => {
    const { port } = await startHost();
    const page = await enter(port, 'Linh');
    const session = await page.context().newCDPSession(page);
    await composer(page).focus();
    for (const step of steps) await compose(session, step);
    await pressWhileComposing(session, 'Enter');
    await expectNothingSent(page, word);

    await session.send('Input.insertText', { text: word });
    await expectNothingSent(page, word);
    await composer(page).press('Enter');
    await expectMessage(page, word);
    await expect(composer(page)).toHaveValue('');
  });
}

test('emoji asked for in the middle of a word find it whole, once, and stand after it', async ({
  startHost,
  enter,
}) => {
  const { port } = await startHost();
  const page = await enter(port, 'Linh');
  const session = await page.context().newCDPSession(page);
  await composer(page).focus();
  for (const step of ['t', 'ti', 'tiê', 'tiếng']) await compose(session, step);
  await page.getByRole('button', { name: words.emoji.insert }).click();
  await page.getByRole('gridcell', { name: 'grinning face', exact: true }).click();
  await expectNothingSent(page, 'tiếng😀');
  await composer(page).press('Enter');
  await expectMessage(page, 'tiếng😀');
});
