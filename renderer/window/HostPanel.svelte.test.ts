import { expect, test, vi } from 'vitest';
import type { RunningHost } from '../../protocol/host-status.ts';
import { formatShareUrl } from '../../client/address.ts';
import { ChatModel } from '../chat/chat-model.svelte.ts';
import { createTestChat } from '../chat/testing.ts';
import { runningHost } from '../../test/running-host.ts';
import { button, press, render, settle } from '../testing/render.ts';
import HostPanel from './HostPanel.svelte';

const host: { readonly name: 'running' } & RunningHost = {
  ...runningHost,
  name: 'running',
  addresses: [
    ...runningHost.addresses,
    { address: '172.20.10.2', url: 'http://172.20.10.2:8765', kind: 'hotspot', adapter: 'ap0' },
  ],
  people: 7,
  log: [
    { at: 0, symbol: '+', text: 'Minh' },
    { at: 1, symbol: 'S', text: 'Minh: xin chào' },
  ],
};

function setUp(
  change: Partial<RunningHost> = {},
  readMarks: boolean | null = null,
  chat: ChatModel | null = null,
) {
  const handlers = {
    onClose: vi.fn(),
    onStop: vi.fn(),
    onAllowOrigin: vi.fn<(origin: string) => void>(),
    onSetLegacyHttp: vi.fn<(enabled: boolean) => void>(),
    onSetReadMarks: vi.fn<(shown: boolean) => void>(),
  };
  const panel = render(HostPanel, {
    host: { ...host, ...change },
    stopping: false,
    accounts: chat?.port.accounts ?? null,
    readMarks,
    chat,
    ...handlers,
  });
  return { panel, ...handlers };
}

const code = (panel: HTMLElement) => panel.querySelector('svg[role="img"]')?.getAttribute('aria-label');

test('the code is for the likeliest address and carries the others', () => {
  const { panel } = setUp();
  expect(code(panel)).toContain(formatShareUrl(['192.168.1.5', '172.20.10.2'], 8765));
});

test('tapping an address makes the code that address', async () => {
  const { panel } = setUp();
  const other = [...panel.querySelectorAll('button')].find(({ textContent }) =>
    textContent.includes('172.20.10.2'),
  );
  expect(other?.getAttribute('aria-pressed')).toBe('false');
  if (other) await press(other);
  expect(other?.getAttribute('aria-pressed')).toBe('true');
  expect(code(panel)).toContain(formatShareUrl(['172.20.10.2', '192.168.1.5'], 8765));
});

test('on no network it says what to do instead of showing a code', () => {
  const { panel } = setUp({ addresses: [] });
  expect(code(panel)).toBeUndefined();
  expect(panel.textContent).toContain('This computer is on no network');
});

test('closing the chat asks once, with the number of others', async () => {
  const { panel, onStop } = setUp();
  await press(button(panel, 'Close the chat'));
  expect(panel.textContent).toContain('6 people are still here');
  expect(onStop).not.toHaveBeenCalled();
  await press(button(panel, 'Close it'));
  expect(onStop).toHaveBeenCalledOnce();
});

test('the question can be answered with no, and the harmless answer has the focus', async () => {
  const { panel, onStop } = setUp();
  await press(button(panel, 'Close the chat'));
  expect(document.activeElement).toBe(button(panel, 'Keep it open'));
  await press(button(panel, 'Keep it open'));
  expect(button(panel, 'Close the chat')).toBeDefined();
  expect(onStop).not.toHaveBeenCalled();
});

test('a refused page is let in by the host alone', async () => {
  const { panel, onAllowOrigin } = setUp({ refusedOrigins: ['http://chat.example'] });
  expect(panel.textContent).toContain('http://chat.example');
  await press(button(panel, 'Allow'));
  expect(onAllowOrigin).toHaveBeenCalledWith('http://chat.example');
});

test('allowing pages from files says what else that lets in', () => {
  const { panel } = setUp({ refusedOrigins: ['null'] });
  expect(panel.textContent).toContain('hidden frames of any web page');
});

test('what older programs type follows the chosen address', async () => {
  const { panel } = setUp();
  const shown = () => [...panel.querySelectorAll('details .url')].map(({ textContent }) => textContent);
  expect(shown()).toEqual([
    'ws://192.168.1.5:8765',
    'ws://192.168.1.5:8765/workshop',
    'ws://192.168.1.5:8765/first',
  ]);
  const other = [...panel.querySelectorAll('button')].find(({ textContent }) =>
    textContent.includes('172.20.10.2'),
  );
  if (other) await press(other);
  expect(shown()[0]).toBe('ws://172.20.10.2:8765');
});

test('the old HTTP interface is off, says why, and is switched by hand', async () => {
  const { panel, onSetLegacyHttp } = setUp();
  const legacyHttp = panel.querySelector<HTMLInputElement>('[role="switch"]');
  expect(legacyHttp?.closest('details')?.open).toBe(false);
  expect(legacyHttp?.checked).toBe(false);
  const reason = document.getElementById(legacyHttp?.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toContain('every page may read the whole chat');
  if (legacyHttp) await press(legacyHttp);
  expect(onSetLegacyHttp).toHaveBeenCalledWith(true);
});

test('the log is newest first, with its signs', () => {
  const { panel } = setUp();
  const lines = [...panel.querySelectorAll('.lines p')].map(({ textContent }) => textContent);
  expect(lines[0]).toContain('[S]');
  expect(lines[1]).toContain('[+]');
});

test('what happened to the history is told', () => {
  const { panel } = setUp({ notices: [{ code: 'history-repaired', lines: 2, file: 'data.json.bak' }] });
  expect(panel.textContent).toContain('2 damaged lines');
  expect(panel.textContent).toContain('data.json.bak');
});

test('what happens again is told again', () => {
  const { panel } = setUp({
    notices: [
      { code: 'storage-failing' },
      { code: 'storage-recovered' },
      { code: 'storage-failing' },
      { code: 'storage-recovered' },
    ],
  });
  expect(panel.querySelectorAll('.callout').length).toBe(4);
});

test('one address on two adapters is listed once', () => {
  const { panel } = setUp({ addresses: [...host.addresses, { ...host.addresses[0]!, adapter: 'eth0' }] });
  expect(panel.querySelectorAll('ul[aria-label] li').length).toBe(2);
  expect(code(panel)).toContain(formatShareUrl(['192.168.1.5', '172.20.10.2'], 8765));
});

test('a click on the code shows it large with its address, until it is closed', async () => {
  const { panel } = setUp();
  const opener = button(panel, 'Show the code large, for a projector');
  // Nobody looks for it where there is nothing to be seen.
  expect(opener.querySelector('svg')).not.toBeNull();
  await press(opener);
  const large = panel.querySelector('dialog');
  expect(large?.textContent).toContain('192.168.1.5:8765');
  expect(large?.textContent).toContain('Lớp 9A');
  large?.dispatchEvent(new Event('cancel', { cancelable: true }));
  await settle();
  expect(panel.querySelector('dialog')).toBeNull();
});

test('Escape closes the legend of the log and nothing else', async () => {
  const { panel } = setUp();
  await press(button(panel, 'What the signs mean'));
  const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
  expect(panel.textContent).toContain('a device connected');
  button(panel, 'What the signs mean').dispatchEvent(escape);
  await settle();
  expect(panel.textContent).not.toContain('a device connected');
  expect(escape.defaultPrevented).toBe(true);
});

test('whether people see who has read is the host’s to say, where this window is in its chat', async () => {
  const asked = setUp({}, true);
  const shown = asked.panel.querySelector<HTMLInputElement>('input[role="switch"]');
  expect(shown?.checked).toBe(true);
  if (shown) await press(shown);
  expect(asked.onSetReadMarks).toHaveBeenCalledWith(false);
  expect(setUp().panel.textContent).not.toContain('Show who has seen a message');
});

test('who was sent away stands under who may come in, and is let back in there', async () => {
  const { port, calls, hear } = createTestChat({ removed: [{ id: 'minh', name: 'Minh' }] });
  const { panel } = setUp({}, null, new ChatModel(port));
  const letIn = button(panel, 'Let back in: Minh');
  expect(letIn.closest('details')?.querySelector('summary')?.textContent).toContain('Who may come in');
  await press(letIn);
  expect(calls).toEqual(['let in minh']);
  hear({ type: 'removed-changed', people: [] });
  await settle();
  expect(() => button(panel, 'Let back in: Minh')).toThrow('0 buttons');
});

test('the question before the end has the harmless answer first, and the focus on it', async () => {
  const { panel, onStop } = setUp();
  await press(button(panel, 'Close the chat'));
  const answers = [...panel.querySelectorAll('footer button')];
  expect(answers.map(({ textContent }) => textContent.trim())).toEqual(['Keep it open', 'Close it']);
  await settle();
  expect(document.activeElement).toBe(answers[0]);
  expect(onStop).not.toHaveBeenCalled();
});
