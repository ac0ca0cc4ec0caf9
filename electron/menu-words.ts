// What the menus of the app, the tray and the dock say, in each interface language.
import type { Language } from '../client/desktop-port.ts';

export interface MenuWords {
  readonly about: string;
  readonly settings: string;
  readonly services: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly quit: string;
  readonly file: string;
  readonly close: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly fullScreen: string;
  readonly reload: string;
  readonly devTools: string;
  readonly window: string;
  readonly minimize: string;
  readonly zoom: string;
  readonly toFront: string;
  readonly help: string;
  readonly showData: string;
  /** Of the tray and the dock. */
  readonly show: string;
  readonly copyAddress: string;
  readonly stopHosting: string;
  /** @param unread at least 1 */
  readonly unread: (unread: number) => string;
}

export const menuWords: Readonly<Record<Language, MenuWords>> = {
  vi: {
    about: 'Về Classic Chatbox',
    settings: 'Cài đặt…',
    services: 'Dịch vụ',
    hide: 'Ẩn Classic Chatbox',
    hideOthers: 'Ẩn ứng dụng khác',
    showAll: 'Hiện tất cả',
    quit: 'Thoát Classic Chatbox',
    file: 'Tệp',
    close: 'Đóng cửa sổ',
    edit: 'Sửa',
    undo: 'Hoàn tác',
    redo: 'Làm lại',
    cut: 'Cắt',
    copy: 'Chép',
    paste: 'Dán',
    selectAll: 'Chọn tất cả',
    view: 'Xem',
    zoomIn: 'Phóng to',
    zoomOut: 'Thu nhỏ',
    zoomReset: 'Cỡ bình thường',
    fullScreen: 'Toàn màn hình',
    reload: 'Tải lại',
    devTools: 'Công cụ lập trình',
    window: 'Cửa sổ',
    minimize: 'Thu xuống',
    zoom: 'Phóng cửa sổ',
    toFront: 'Đưa hết ra trước',
    help: 'Trợ giúp',
    showData: 'Mở thư mục tin nhắn',
    show: 'Hiện cửa sổ',
    copyAddress: 'Chép địa chỉ phòng',
    stopHosting: 'Đóng phòng…',
    unread: (unread) => `${String(unread)} tin chưa đọc`,
  },
  en: {
    about: 'About Classic Chatbox',
    settings: 'Settings…',
    services: 'Services',
    hide: 'Hide Classic Chatbox',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quit: 'Quit Classic Chatbox',
    file: 'File',
    close: 'Close Window',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: 'View',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    zoomReset: 'Actual Size',
    fullScreen: 'Full Screen',
    reload: 'Reload',
    devTools: 'Developer Tools',
    window: 'Window',
    minimize: 'Minimize',
    zoom: 'Zoom',
    toFront: 'Bring All to Front',
    help: 'Help',
    showData: 'Open the Folder of the Messages',
    show: 'Show the window',
    copyAddress: 'Copy the address',
    stopHosting: 'Close the chat…',
    unread: (unread) => (unread === 1 ? '1 unread message' : `${String(unread)} unread messages`),
  },
};
