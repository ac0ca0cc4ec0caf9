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

test('what came from a system with accounts is said line by line, and why an account did not', async () => {
  const { section, desktopPort, said } = setUp();
  desktopPort.imports.push({
    ok: true,
    added: 2,
    known: 0,
    aside: null,
    moved: {
      rooms: 1,
      talks: 2,
      accounts: 30,
      pictures: 3,
      picturesLeft: 1,
      administrators: ['admin'],
      namesCanBeKept: true,
      talksAreClosed: true,
      leftOutMessages: 1,
      leftOutAccounts: [{ name: 'an', why: 'name-taken' }],
      moreLeftOut: 4,
    },
    notReopened: null,
  });
  await press(button(section, 'Import history'));
  const lines = [...section.querySelectorAll('[role="status"] p, [role="status"] li')];
  expect(lines.map(({ textContent }) => textContent.trim())).toEqual([
    '2 messages added.',
    '1 new room.',
    '30 accounts, with the passwords that they had.',
    'Names can be kept with a password here from now on.',
    'Administrators there, people like others here: admin. You can make them co-hosts in the host panel.',
    expect.stringMatching(/^2 private talks/),
    expect.stringMatching(/^Private messages are switched off/),
    '3 pictures came along.',
    expect.stringMatching(/^Of 1 picture only the name came along/),
    expect.stringMatching(/^1 message was left out/),
    'These accounts did not come along:',
    'an: another account has this name',
    'and 4 more',
  ]);
  expect(said()).not.toContain('undefined');
});

test('a broken row of a database is said with its table', async () => {
  const { section, desktopPort, complaints } = setUp();
  const broken = { ok: false, code: 'import-broken', table: 'messages', line: 7, notReopened: null } as const;
  desktopPort.imports.push(broken);
  await press(button(section, 'Import history'));
  expect(complaints()[0]).toContain('Row 7 of the table messages in this file cannot be read');
});

test('a chat that did not open again after the import is said besides what was added', async () => {
  const { section, desktopPort, said, complaints } = setUp();
  const notReopened = { ok: false, code: 'port-taken', port: 8765 } as const;
  desktopPort.imports.push({ ok: true, added: 1, known: 0, aside: null, notReopened });
  await press(button(section, 'Import history'));
  expect(said()).toContain('1 message added.');
  expect(complaints()[0]).toContain('Another program uses this port');
});

test('an export says where the files are, what they have and what not', async () => {
  const { section, desktopPort, said } = setUp();
  desktopPort.exports.push({ ok: true, json: '/home/binh/a.json', html: '/home/binh/a.html', rooms: 2 });
  await press(button(section, 'Export history'));
  expect(desktopPort.calls).toEqual(['export Bình’s chat']);
  expect(said()).toContain('/home/binh/a.json');
  expect(said()).toContain('/home/binh/a.html');
  expect(said()).toContain('2 rooms were exported');
  expect(said()).toContain('private talks');
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
