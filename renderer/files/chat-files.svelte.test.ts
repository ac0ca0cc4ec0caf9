import { expect, test, vi } from 'vitest';
import { createChatState } from '../../client/chat-state.ts';
import { ChatFiles } from './chat-files.svelte.ts';

function setUp({ wire = 'native', paused = false }: { wire?: 'native' | 'classic'; paused?: boolean } = {}) {
  const chat = { room: 'main', state: { ...createChatState(), wire } };
  const sent: string[] = [];
  const files = new ChatFiles({
    chat,
    paused: () => paused,
    async sendFile(room, { name }, content) {
      sent.push(`${name} to ${room}: ${content}`);
      return { ok: true, value: `message of ${name}` };
    },
  });
  return { chat, files, sent };
}

const homework = new File(['x'], 'bài tập.pdf', { type: 'application/pdf' });

function pasted(...words: string[]): ClipboardEvent {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(homework);
  for (const text of words) clipboardData.setData('text/plain', text);
  return new ClipboardEvent('paste', { clipboardData, cancelable: true });
}

const ready = ({ attachments }: ChatFiles) => vi.waitFor(() => expect(attachments.canSend).toBe(true));

test('files go to the conversation in which somebody began to bring them, whatever is opened meanwhile', async () => {
  const { chat, files, sent } = setUp();
  files.add([homework]);
  chat.room = 'game';
  files.add([homework]);
  await ready(files);
  await files.attachments.send();
  expect(sent).toEqual(['bài tập.pdf to main: ', 'bài tập.pdf to main: ']);
  files.add([homework]);
  expect(files.room).toBe('game');
});

test('what is pasted goes on the sheet, and is not put into the text as well', async () => {
  const { files } = setUp();
  const event = pasted();
  files.paste(event);
  expect(event.defaultPrevented).toBe(true);
  await ready(files);
});

test('of what is copied from a text program the words are meant, not the picture of them', () => {
  const { files } = setUp();
  const event = pasted('một');
  files.paste(event);
  expect([event.defaultPrevented, files.attachments.open]).toEqual([false, false]);
});

test.for([{ wire: 'classic' }, { paused: true }] as const)(
  'nothing is taken where files cannot be sent (%o)',
  (where) => {
    const { files } = setUp(where);
    const event = pasted();
    files.paste(event);
    expect([event.defaultPrevented, files.attachments.open]).toEqual([false, false]);
    expect(files.canDrop).toBe(false);
  },
);
