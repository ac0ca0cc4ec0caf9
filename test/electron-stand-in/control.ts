// The words between a test and the stand-in that it started, sent over the child process's message channel.
import type { MessageBoxOptions } from 'electron';

/** From the test. */
export type ControlRequest =
  /** What a person would press in every message box from now on: the button's index. */
  | { readonly type: 'answer-message-boxes'; readonly response: number }
  /** What a person would choose in every file dialog from now on; null closes it without a choice. */
  | { readonly type: 'answer-file-dialogs'; readonly path: string | null }
  /** A function to call with the module `electron` and an argument, as its source; answered under the same number. */
  | {
      readonly type: 'evaluate';
      readonly call: number;
      readonly source: string;
      readonly argument: unknown;
    };

/** From the stand-in. */
export type ControlNotice =
  /** Where the window can be reached over the Chrome DevTools Protocol. */
  | { readonly type: 'window-opened'; readonly endpoint: string }
  | { readonly type: 'page-error'; readonly text: string }
  | { readonly type: 'message-box-shown'; readonly options: MessageBoxOptions }
  | { readonly type: 'error-box-shown'; readonly title: string }
  | { readonly type: 'evaluated'; readonly call: number; readonly value?: unknown; readonly error?: string };

/** Tells the test, if one listens. */
export function notify(notice: ControlNotice): void {
  if (process.connected) process.send?.(notice);
}
