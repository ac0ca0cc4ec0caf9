import { expect, test } from 'vitest';
import { asideWords, quitWords, stopWords } from './words.ts';

test('whoever hosts is asked about the room, and told of unsent messages too', () => {
  expect(quitWords('en', { hosting: true, others: 2, unsent: 0 })).toMatchObject({
    message: '2 people are connected to this chat.',
    detail: 'The chat closes when you quit. Its messages stay on this computer.',
  });
  const { detail } = quitWords('vi', { hosting: true, others: 0, unsent: 3 });
  expect(detail).toMatch(/^3 tin nhắn của bạn chưa gửi được.*\nThoát ra thì phòng đóng lại/);
});

test('whoever is a guest is asked about unsent messages, with their number', () => {
  const guest = { hosting: false, others: 0 };
  expect(quitWords('en', { ...guest, unsent: 1 })).toEqual({
    title: 'Quit?',
    message: '1 message of yours has not been sent and is lost when you quit.',
    detail: '',
    confirm: 'Quit',
    cancel: 'Stay',
  });
  expect(quitWords('en', { ...guest, unsent: 2 }).message).toMatch(/^2 messages of yours have /);
  expect(quitWords('vi', { ...guest, unsent: 2 }).message).toMatch(/^2 tin nhắn của bạn chưa gửi được/);
});

test('before the tray ends the chat it says for how many people', () => {
  expect(stopWords('en', 1).message).toBe('1 person is connected to this chat.');
  expect(stopWords('vi', 3).message).toBe('3 người đang kết nối với phòng chat này.');
});

test('a window that was put aside says where it can be found', () => {
  for (const language of ['vi', 'en'] as const) {
    const bodies = (['tray', 'dock', 'minimized'] as const).map((place) => asideWords(language, place).body);
    expect(new Set(bodies).size).toBe(3);
  }
  expect(asideWords('en', 'tray').body).toContain('tray');
  expect(asideWords('vi', 'dock').body).toContain('Dock');
});
