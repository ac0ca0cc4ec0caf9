import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { denyPermissions, keepInside, pagePreferences } from './page-limits.ts';

class FakeContents extends EventEmitter {
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: typeof this.open): void {
    this.open = handler;
  }
}

function limited() {
  const contents = new FakeContents();
  const opened: string[] = [];
  keepInside(contents, (url) => opened.push(url));
  return { contents, opened };
}

test('the page runs in the sandbox, apart from Node and from the preload script', () => {
  expect(pagePreferences('/app/preload.cjs', 'vi')).toEqual({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    additionalArguments: ['--system-language=vi'],
  });
});

test.each(['will-navigate', 'will-attach-webview'])('%s is prevented', (event) => {
  const { contents } = limited();
  let prevented = false;
  contents.emit(event, { preventDefault: () => (prevented = true) });
  expect(prevented).toBe(true);
});

test.each(['http://192.168.1.5:8765/', 'https://chat.example/#a'])(
  '%s opens outside, in no window',
  (url) => {
    const { contents, opened } = limited();
    expect(contents.open({ url })).toEqual({ action: 'deny' });
    expect(opened).toEqual([url]);
  },
);

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'app://chatbox/index.html',
  'smb://server/share',
  'ms-msdt:/id',
  'about:blank',
  '',
])('%s opens nowhere', (url) => {
  const { contents, opened } = limited();
  expect(contents.open({ url })).toEqual({ action: 'deny' });
  expect(opened).toEqual([]);
});

test('no permission is given, whether it is asked for or only looked up', () => {
  const answers: boolean[] = [];
  let check = () => true;
  denyPermissions({
    setPermissionRequestHandler(handler) {
      for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal']) {
        handler(null, permission, (granted) => answers.push(granted));
      }
    },
    setPermissionCheckHandler: (handler) => (check = handler),
  });
  expect(answers).toEqual([false, false, false, false, false]);
  expect(check()).toBe(false);
});
