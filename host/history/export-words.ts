// The few words of an exported history, in each language: the page is read long after, where no interface is.

export interface ExportWords {
  /** For `<html lang>`. */
  readonly language: string;
  /** The main room, where nobody has named it. */
  readonly mainRoom: string;
  readonly edited: string;
  /** In the place of what was deleted. */
  readonly deleted: string;
  readonly leftOut: string;
}

export const exportWords = {
  vi: {
    language: 'vi',
    mainRoom: 'Chung',
    edited: 'đã sửa',
    deleted: 'Tin này đã bị xóa',
    leftOut:
      'Trang này có tin nhắn của mọi phòng. Tin nhắn riêng, cảm xúc, chữ trước khi sửa và chính các tệp đã gửi thì không có ở đây.',
  },
  en: {
    language: 'en',
    mainRoom: 'General',
    edited: 'edited',
    deleted: 'This message was deleted',
    leftOut:
      'This page has the messages of all rooms. Private talks, reactions, texts from before an edit, and the sent files themselves are not here.',
  },
} as const satisfies Readonly<Record<string, ExportWords>>;

export type ExportLanguage = keyof typeof exportWords;
