// The few sentences that the main process says itself, outside the page, in each interface language.
import type { Language } from '../client/desktop-port.ts';

/** What ends when the app does. */
export interface QuitStakes {
  readonly hosting: boolean;
  /** People connected to the own host besides oneself. */
  readonly others: number;
  /** Messages of one's own that nobody has seen yet. */
  readonly unsent: number;
}

interface Words {
  readonly quitTitle: string;
  /** @param others people connected besides oneself */
  readonly quitQuestion: (others: number) => string;
  readonly quitDetail: string;
  readonly quitConfirm: string;
  readonly quitCancel: string;
  readonly quitUnsentTitle: string;
  /** @param count messages of one's own that nobody has seen yet, at least 1 */
  readonly quitUnsent: (count: number) => string;
  readonly quitUnsentConfirm: string;
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
    quitUnsentTitle: 'Thoát?',
    quitUnsent: (count) => `${String(count)} tin nhắn của bạn chưa gửi được và sẽ mất nếu bạn thoát.`,
    quitUnsentConfirm: 'Thoát',
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
    quitUnsentTitle: 'Quit?',
    quitUnsent: (count) =>
      count === 1
        ? '1 message of yours has not been sent and is lost when you quit.'
        : `${String(count)} messages of yours have not been sent and are lost when you quit.`,
    quitUnsentConfirm: 'Quit',
    importTitle: 'Choose the data.json to import',
    exportTitle: 'Where to save the history',
    historyFile: 'Chat history',
    anyFile: 'All files',
  },
};

/** The question before quitting: about the room where one hosts, and about what would be lost. */
export function quitWords(
  language: Language,
  { hosting, others, unsent }: QuitStakes,
): Record<'title' | 'message' | 'detail' | 'confirm' | 'cancel', string> {
  const say = words[language];
  const lost = unsent === 0 ? [] : [say.quitUnsent(unsent)];
  const cancel = say.quitCancel;
  if (!hosting) {
    return {
      title: say.quitUnsentTitle,
      message: lost.join(''),
      detail: '',
      confirm: say.quitUnsentConfirm,
      cancel,
    };
  }
  return {
    title: say.quitTitle,
    message: say.quitQuestion(others),
    detail: [...lost, say.quitDetail].join('\n'),
    confirm: say.quitConfirm,
    cancel,
  };
}
