import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { createNotingChatPort, createNotingDesktopPort, someSettings } from '../testing/ports.ts';
import { press, render, settle } from '../testing/render.ts';
import { DesktopModel } from './desktop-model.svelte.ts';
import SystemSettings from './SystemSettings.svelte';

async function setUp(startsOnLogin: boolean | null) {
  const port = createNotingDesktopPort();
  const desktop = new DesktopModel(
    { ...port, startsOnLogin: async () => startsOnLogin },
    createNotingChatPort(),
    someSettings,
  );
  const screen = render(SystemSettings, { desktop });
  await desktop.follow();
  await settle();
  return { screen, port };
}

function input(screen: HTMLElement, label: string): HTMLInputElement {
  const found = [...screen.querySelectorAll('label')].find(
    ({ textContent }) => textContent?.trim() === label,
  );
  const box = found?.querySelector('input');
  if (!box) throw new Error(`no "${label}" in: ${screen.textContent}`);
  return box;
}

test('mentions are notified of until somebody chooses otherwise', async () => {
  const { screen, port } = await setUp(null);
  expect(input(screen, 'Mentions').checked).toBe(true);
  await press(input(screen, 'All messages'));
  expect(port.changes).toEqual([{ alerts: 'everything' }]);
});

test('where the system cannot start the app, nothing is said of it', async () => {
  const { screen } = await setUp(null);
  expect(screen.textContent).not.toContain('sign in');
});

test('where it can, one press changes it in the system', async () => {
  const { screen, port } = await setUp(false);
  const box = input(screen, 'Start when I sign in to this computer');
  expect(box.checked).toBe(false);
  await press(box);
  flushSync();
  expect(port.calls).toEqual(['start on login on']);
  expect(box.checked).toBe(true);
});
