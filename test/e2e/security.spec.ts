// What a page may not do even if somebody got their own words into it, in the window and in a browser. Node, windows and
// permissions are the real Electron's to deny; what can be seen of it elsewhere is tried elsewhere too.
import type { Page } from '@playwright/test';
import { usableElectron } from '../../scripts/electron-binary.ts';
import { expect, test } from './fixture.ts';
import { expectMessage, hostChat, say, words } from './people.ts';

/** Tries what an injected script would, and resolves to the directives of the policy that kept it from happening. */
function tryEverything(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const elsewhere = 'https://elsewhere.example';
    const add = (tag: string, properties: Record<string, string>): void => {
      document.body.append(Object.assign(document.createElement(tag), properties));
    };
    const submitTo = (action: string): void => {
      const form = Object.assign(document.createElement('form'), { action });
      document.body.append(form);
      form.submit();
    };
    const attempts: [directive: string, attempt: () => void][] = [
      ['script-src-elem', () => add('script', { textContent: 'window.evaluated = true' })],
      ['script-src-elem', () => add('script', { src: `${elsewhere}/x.js` })],
      ['script-src-attr', () => document.body.setAttribute('onclick', 'window.evaluated = true')],
      ['style-src-attr', () => document.body.setAttribute('style', 'color: red')],
      ['style-src-elem', () => add('style', { textContent: 'body { color: red }' })],
      ['img-src', () => add('img', { src: `${elsewhere}/x.png` })],
      ['connect-src', () => void fetch(elsewhere).catch(() => undefined)],
      ['frame-src', () => add('iframe', { src: elsewhere })],
      ['object-src', () => add('object', { data: `${elsewhere}/x.swf` })],
      ['worker-src', () => void new Worker('data:text/javascript,1')],
      ['form-action', () => submitTo(elsewhere)],
      // Last: what the debugger itself calls may evaluate text, and only what follows it may not.
      ['script-src', () => void new Function('window.evaluated = true')],
      [
        'base-uri',
        () => document.head.append(Object.assign(document.createElement('base'), { href: elsewhere })),
      ],
    ];
    const stopped: string[] = [];
    for (const [directive, attempt] of attempts) {
      const violation = new Promise<string>((violated) => {
        document.addEventListener(
          'securitypolicyviolation',
          ({ effectiveDirective }) => violated(effectiveDirective),
          { once: true },
        );
      });
      try {
        attempt();
      } catch {
        // Some are thrown as well.
      }
      const actual = await violation;
      stopped.push(actual === directive ? directive : `${directive} as ${actual}`);
    }
    if ('evaluated' in window) stopped.push('a script ran');
    return stopped;
  });
}

const everything = [
  'script-src-elem',
  'script-src-elem',
  'script-src-attr',
  'style-src-attr',
  'style-src-elem',
  'img-src',
  'connect-src',
  'frame-src',
  'object-src',
  'worker-src',
  'form-action',
  'script-src',
  'base-uri',
];

test.describe('words of somebody else in a page', () => {
  test.use({ expectedErrors: [/Content.Security.Policy|Refused|violates/i] });

  test('run, load and reach nothing in the window', async ({ openApp }) => {
    const { window } = await openApp();
    expect(await tryEverything(window)).toEqual(everything);
  });

  test('run, load and reach nothing in a browser', async ({ startHost, openPage }) => {
    const { port } = await startHost();
    const page = await openPage(`http://lop9a.local:${String(port)}/`);
    await page.getByRole('button', { name: words.join.joinPage }).waitFor();
    expect(await tryEverything(page)).toEqual(everything);
  });
});

test('the page of the window knows the bridge and nothing of Node', async ({ openApp }) => {
  const { window: page } = await openApp();
  const known = await page.evaluate(() => ({
    bridge: Object.keys(window.chatbox).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
  }));
  expect(known).toEqual({ bridge: ['invoke', 'subscribe', 'systemLanguage'], node: [] });
});

test('the page of the window stays, wherever it is sent', async ({ openApp, enter }) => {
  const { window: page } = await openApp();
  const port = await hostChat(page);
  const url = `http://localhost:${String(port)}/`;
  const linh = await enter(port, 'Linh');
  await page.evaluate((elsewhere) => location.assign(elsewhere), url);
  await say(linh, 'Vẫn ở đây');
  await expectMessage(page, 'Vẫn ở đây');
  await expect(page.getByRole('button', { name: words.panel.stop })).toBeVisible();
});

test('a window that is loaded again hears everything again', async ({ openApp, enter }) => {
  const { window: page } = await openApp();
  const port = await hostChat(page);
  const linh = await enter(port, 'Linh');
  await page.reload();
  await say(linh, 'Còn nghe không');
  await expectMessage(page, 'Còn nghe không');
});

test('the window asks for nothing and opens nothing', async ({ openApp }) => {
  test.skip(usableElectron() === undefined, 'a plain Chromium gives its pages permissions and windows');
  const { window: page } = await openApp();
  const given = await page.evaluate(async () => ({
    opened: window.open('about:blank') !== null,
    notifications: await Notification.requestPermission(),
    place: (await navigator.permissions.query({ name: 'geolocation' })).state,
  }));
  expect(given).toEqual({ opened: false, notifications: 'denied', place: 'denied' });
});
