import { expect, test } from 'vitest';
import type { UpdateStatus } from '../../client/desktop-port.ts';
import { createNotingChatPort, createNotingDesktopPort, someSettings } from '../testing/ports.ts';
import { button, press, render, settle } from '../testing/render.ts';
import AboutSettings from './AboutSettings.svelte';
import { DesktopModel } from './desktop-model.svelte.ts';
import { UpdatesModel } from './updates-model.svelte.ts';

function setUp() {
  const port = createNotingDesktopPort();
  const section = render(AboutSettings, {
    desktop: new DesktopModel(port, createNotingChatPort(), someSettings),
    updates: new UpdatesModel(port),
  });
  return {
    section,
    port,
    said: () => section.querySelector('.said')?.textContent,
    async tell(status: UpdateStatus) {
      port.tellUpdates({ appVersion: '3.0.0', status });
      await settle();
    },
  };
}

test('it names the version, and looks for a newer one when the button is pressed', async () => {
  const { section, port, said, tell } = setUp();
  expect(section.textContent).toContain('Classic Chatbox 3.0.0');
  expect(said()).toBe('');
  await press(button(section, 'Look for updates'));
  expect(port.calls).toEqual(['look-for-updates']);
  await tell({ name: 'look-failed' });
  expect(said()).toContain('The release page does not answer.');
  await tell({ name: 'newest' });
  expect(said()).toBe('This is the newest version.');
});

test('looking at every start is off until somebody switches it on', async () => {
  const { section, port } = setUp();
  const toggle = section.querySelector<HTMLInputElement>('[role="switch"]');
  expect(toggle?.checked).toBe(false);
  if (toggle) await press(toggle);
  expect(port.changes).toEqual([{ lookForUpdates: true }]);
});

test('a version that was put off in the notice can still be had here', async () => {
  const { section, port, tell } = setUp();
  await tell({ name: 'available', version: '3.1.0' });
  await press(button(section, 'Download'));
  expect(port.calls).toEqual(['download-update']);
});

test('a copy that does not replace itself says where newer ones are, and offers nothing', async () => {
  const { section, tell } = setUp();
  await tell({ name: 'off' });
  expect(section.textContent).toContain('This copy does not update itself.');
  expect(section.querySelectorAll('button, input')).toHaveLength(0);
});
