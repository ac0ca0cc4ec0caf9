// That the search for cut-off text is not blind: each fault here is found, and what is fine is left alone.
import { expect, test } from '@playwright/test';
import { findCutOff } from '../gallery/layout.ts';

const faults: readonly (readonly [name: string, html: string, found: RegExp])[] = [
  [
    'text behind the edge of its box',
    '<p style="width:60px;overflow:hidden;white-space:nowrap">Chưa có ai ở đây</p>',
    /cut off sideways/,
  ],
  [
    'marks above a line that is too low',
    '<p style="line-height:.7;overflow:hidden">Nguyễn Ổn</p>',
    /cut off above or below/,
  ],
  [
    'an ellipsis that nothing completes',
    '<p class="e" style="width:60px">Chưa có ai ở đây</p>',
    /cut off sideways/,
  ],
  [
    'words that stick out of their button',
    '<button style="width:40px;white-space:nowrap">Vào phòng ngay</button>',
    /sticks out of button/,
  ],
  [
    'an icon that is larger than its button',
    '<button style="width:20px;padding:0" aria-label="x"><svg width="40" height="10"></svg></button>',
    /icon of button/,
  ],
  [
    'a placeholder that does not fit',
    '<input style="width:40px" placeholder="Biệt danh của bạn">',
    /placeholder/,
  ],
  ['a page that scrolls sideways', '<div style="width:3000px">rộng</div>', /scrolls sideways/],
  [
    'text below a screen that does not scroll',
    '<p style="position:fixed;top:2000px">dưới</p>',
    /above or below the screen/,
  ],
];

const styles = '<style>.e{overflow:hidden;white-space:nowrap;text-overflow:ellipsis;line-height:1.5}</style>';

for (const [name, html, found] of faults) {
  test(`${name} is found`, async ({ page }) => {
    await page.setContent(styles + html);
    expect((await findCutOff(page)).join('\n')).toMatch(found);
  });
}

test('text that wraps, scrolls or has the rest in its tooltip is fine', async ({ page }) => {
  await page.setContent(`${styles}
    <p style="width:60px">Chưa có ai ở đây</p>
    <div style="height:30px;overflow-y:auto"><p>một<br>hai<br>ba</p></div>
    <p class="e" style="width:60px" title="Chưa có ai ở đây">Chưa có ai ở đây</p>
    <pre style="width:60px;overflow-x:auto" tabindex="0">for i in range(5): print(i)</pre>
    <button>Vào phòng</button>`);
  expect(await findCutOff(page)).toEqual([]);
});
