import { expect, test } from 'vitest';
import { createNotingChatPort, createNotingDesktopPort, someSettings } from '../testing/ports.ts';
import { button, press, render } from '../testing/render.ts';
import { DesktopModel } from './desktop-model.svelte.ts';
import HistorySettings from './HistorySettings.svelte';

function setUp() {
  const chatPort = createNotingChatPort();
  const desktopPort = createNotingDesktopPort();
  const desktop = new DesktopModel(desktopPort, chatPort, someSettings);
  const section = render(HistorySettings, { desktop });
  return {
    section,
    chatPort,
    desktopPort,
    said: () => section.querySelector('[role="status"]')?.textContent.trim(),
    complaints: () => [...section.querySelectorAll('[role="alert"]')].map(({ textContent }) => textContent),
  };
}

test('an import says how much was new, and where the history as it was is kept', async () => {
  const { section, desktopPort, chatPort, said } = setUp();
  desktopPort.imports.push({
    ok: true,
    added: 412,
    known: 3,
    aside: '/chat/data.json.before-import',
    notReopened: null,
  });
  await press(button(section, 'Import history'));
  expect(said()).toContain('412 messages added, 3 were here already.');
  expect(said()).toContain('/chat/data.json.before-import');
  // Whoever hosts is back at once.
  expect(chatPort.calls).toEqual(['reconnect-now']);
});

test('a broken file is said with its line and what to do', async () => {
  const { section, desktopPort, said, complaints } = setUp();
  desktopPort.imports.push({ ok: false, code: 'import-broken', line: 7, notReopened: null });
  await press(button(section, 'Import history'));
  expect(said()).toBe('');
  expect(complaints()).toHaveLength(1);
  expect(complaints()[0]).toContain('Line 7 of this file cannot be read');
  expect(complaints()[0]).toContain('Nothing was changed.');
});

test('a chat that did not open again after the import is said besides what was added', async () => {
  const { section, desktopPort, said, complaints } = setUp();
  const notReopened = { ok: false, code: 'port-taken', port: 8765 } as const;
  desktopPort.imports.push({ ok: true, added: 1, known: 0, aside: null, notReopened });
  await press(button(section, 'Import history'));
  expect(said()).toContain('1 message added.');
  expect(complaints()[0]).toContain('Another program uses this port');
});

test('an export says where both files are', async () => {
  const { section, desktopPort, said } = setUp();
  desktopPort.exports.push({ ok: true, json: '/home/binh/a.json', html: '/home/binh/a.html' });
  await press(button(section, 'Export history'));
  expect(desktopPort.calls).toEqual(['export Bình’s chat']);
  expect(said()).toContain('/home/binh/a.json');
  expect(said()).toContain('/home/binh/a.html');
});

test('an export that cannot be written says what to do, until the next try', async () => {
  const { section, desktopPort, complaints } = setUp();
  desktopPort.exports.push({ ok: false, code: 'export-over-history' });
  await press(button(section, 'Export history'));
  expect(complaints()[0]).toContain('Choose another name or another folder.');
  await press(button(section, 'Export history'));
  expect(complaints()).toEqual([]);
});

test('a closed dialog says nothing', async () => {
  const { section, said, complaints } = setUp();
  await press(button(section, 'Import history'));
  await press(button(section, 'Export history'));
  expect(said()).toBe('');
  expect(complaints()).toEqual([]);
});
