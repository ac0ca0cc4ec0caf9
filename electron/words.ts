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
  readonly stopDetail: string;
  readonly stopConfirm: string;
  /** Said once, when a window that hosts is closed for the first time. */
  readonly asideTitle: string;
  readonly asideInTray: string;
  readonly asideInDock: string;
  readonly asideMinimized: string;
  readonly importTitle: string;
  readonly exportTitle: string;
  /** Kind of file that a history is. */
  readonly historyFile: string;
  readonly anyFile: string;
  /** Said when an error of the app's own ends it. */
  readonly endTitle: string;
  readonly endDetail: string;
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
    stopDetail: 'Mọi người sẽ bị ngắt. Tin nhắn vẫn được giữ trên máy này.',
    stopConfirm: 'Đóng phòng',
    asideTitle: 'Phòng vẫn đang mở',
    asideInTray: 'Bấm biểu tượng Classic Chatbox cạnh đồng hồ để hiện lại cửa sổ, đóng phòng hoặc thoát.',
    asideInDock: 'Bấm Classic Chatbox trên thanh Dock để hiện lại cửa sổ, đóng phòng hoặc thoát.',
    asideMinimized: 'Cửa sổ chỉ thu xuống. Mở lại để đóng phòng, hoặc nhấn Ctrl+Q trong đó để thoát.',
    importTitle: 'Chọn tệp data.json hoặc chat.db cần nhập',
    exportTitle: 'Lưu lịch sử ở đâu?',
    historyFile: 'Lịch sử tin nhắn',
    anyFile: 'Mọi tệp',
    endTitle: 'Classic Chatbox gặp lỗi và phải dừng',
    endDetail:
      'Những tin đã gửi vẫn được giữ. Bạn mở lại ứng dụng nhé; nếu đang mở phòng thì mở lại phòng, mọi người sẽ tự vào lại.',
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
    stopDetail: 'Everyone is disconnected. The messages stay on this computer.',
    stopConfirm: 'Close the chat',
    asideTitle: 'The chat stays open',
    asideInTray: 'Classic Chatbox is in the tray: its icon brings the window back, closes the chat or quits.',
    asideInDock: 'Classic Chatbox is in the Dock: its icon brings the window back, closes the chat or quits.',
    asideMinimized:
      'The window is only minimised. Open it again to close the chat, or press Ctrl+Q in it to quit.',
    importTitle: 'Choose the data.json or chat.db to import',
    exportTitle: 'Where to save the history',
    historyFile: 'Chat history',
    anyFile: 'All files',
    endTitle: 'An error has ended Classic Chatbox',
    endDetail:
      'Messages that were sent are kept. Open the app again; if you were hosting, open the chat again too, and the others come back by themselves.',
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

/** The question before the tray ends the chat for everyone. */
export function stopWords(
  language: Language,
  others: number,
): Record<'title' | 'message' | 'detail' | 'confirm' | 'cancel', string> {
  const say = words[language];
  return {
    title: say.quitTitle,
    message: say.quitQuestion(others),
    detail: say.stopDetail,
    confirm: say.stopConfirm,
    cancel: say.quitCancel,
  };
}

/** Where a window went that was closed while it hosted, and how to get it back. */
export function asideWords(language: Language, place: 'tray' | 'dock' | 'minimized') {
  const say = words[language];
  const bodies = { tray: say.asideInTray, dock: say.asideInDock, minimized: say.asideMinimized };
  return { title: say.asideTitle, body: bodies[place] };
}

/** What is said when an error of the app's own ends it. */
export function endWords(language: Language): Record<'title' | 'detail', string> {
  const say = words[language];
  return { title: say.endTitle, detail: say.endDetail };
}
