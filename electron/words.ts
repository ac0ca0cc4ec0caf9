// The few sentences that the main process says itself, outside the page, in each interface language.
import type { Language } from '../client/desktop-port.ts';

interface Words {
  readonly quitTitle: string;
  /** @param others people connected besides oneself */
  readonly quitQuestion: (others: number) => string;
  readonly quitDetail: string;
  readonly quitConfirm: string;
  readonly quitCancel: string;
  readonly importTitle: string;
  readonly exportTitle: string;
  /** Kind of file that a history is. */
  readonly historyFile: string;
  readonly anyFile: string;
}

export const words: Readonly<Record<Language, Words>> = {
  vi: {
    quitTitle: 'Đóng phòng chat?',
    quitQuestion: (others) =>
      others === 0
        ? 'Bạn đang mở phòng chat này.'
        : `${String(others)} người đang kết nối với phòng chat này.`,
    quitDetail: 'Thoát ra thì phòng đóng lại. Tin nhắn vẫn được giữ trên máy này.',
    quitConfirm: 'Đóng phòng và thoát',
    quitCancel: 'Ở lại',
    importTitle: 'Chọn tệp data.json cần nhập',
    exportTitle: 'Lưu lịch sử ở đâu?',
    historyFile: 'Lịch sử tin nhắn',
    anyFile: 'Mọi tệp',
  },
  en: {
    quitTitle: 'Close the chat?',
    quitQuestion: (others) => {
      if (others === 0) return 'You are hosting this chat.';
      return others === 1
        ? '1 person is connected to this chat.'
        : `${String(others)} people are connected to this chat.`;
    },
    quitDetail: 'The chat closes when you quit. Its messages stay on this computer.',
    quitConfirm: 'Close the chat and quit',
    quitCancel: 'Stay',
    importTitle: 'Choose the data.json to import',
    exportTitle: 'Where to save the history',
    historyFile: 'Chat history',
    anyFile: 'All files',
  },
};
