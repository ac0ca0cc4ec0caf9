import { expect, test } from 'vitest';
import type { UpdateStatus } from '../../client/desktop-port.ts';
import { createNotingDesktopPort } from '../testing/ports.ts';
import { button, press, render, settle } from '../testing/render.ts';
import UpdateNotice from './UpdateNotice.svelte';
import { UpdatesModel } from './updates-model.svelte.ts';

function setUp() {
  const port = createNotingDesktopPort();
  const notice = render(UpdateNotice, { updates: new UpdatesModel(port) });
  return {
    notice,
    port,
    said: () => notice.querySelector('[role="status"]')?.textContent,
    buttons: () => [...notice.querySelectorAll('button')].map(({ textContent }) => textContent.trim()),
    async tell(status: UpdateStatus) {
      port.tellUpdates({ appVersion: '3.0.0', status });
      await settle();
    },
  };
}

test.each<UpdateStatus>([{ name: 'off' }, { name: 'looking' }, { name: 'newest' }, { name: 'look-failed' }])(
  'nothing is said unasked while it stands as %o',
  async (status) => {
    const { said, buttons, tell } = setUp();
    await tell(status);
    expect([said(), buttons()]).toEqual(['', []]);
  },
);

test('a newer version is said, downloaded after a press, and installed after another', async () => {
  const { notice, port, said, buttons, tell } = setUp();
  await tell({ name: 'available', version: '3.1.0' });
  expect(said()).toBe('Version 3.1.0 is available.');
  await press(button(notice, 'Download'));
  expect(port.calls).toEqual(['download-update']);
  await tell({ name: 'downloading', version: '3.1.0', percent: 40 });
  expect(said()).toBe('Downloading version 3.1.0');
  expect(notice.textContent).toContain('40%');
  expect(buttons()).toEqual([]);
  await tell({ name: 'ready', version: '3.1.0' });
  await press(button(notice, 'Restart to update'));
  expect(port.calls).toEqual(['download-update', 'install-update']);
});

test('a version that was put off is not mentioned again, until there is news of it', async () => {
  const { notice, said, tell } = setUp();
  await tell({ name: 'available', version: '3.1.0' });
  await press(button(notice, 'Later'));
  expect(said()).toBe('');
  await tell({ name: 'available', version: '3.1.0' });
  expect(said()).toBe('');
  await tell({ name: 'ready', version: '3.1.0' });
  expect(said()).toBe('Version 3.1.0 is downloaded.');
});

test('what failed can be tried again', async () => {
  const { notice, port, tell } = setUp();
  await tell({ name: 'download-failed', version: '3.1.0' });
  await press(button(notice, 'Try again'));
  await tell({ name: 'install-failed', version: '3.1.0' });
  await press(button(notice, 'Try again'));
  expect(port.calls).toEqual(['download-update', 'install-update']);
});
