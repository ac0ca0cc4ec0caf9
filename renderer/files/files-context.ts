// What rows and viewer need to show files, without being handed through everything between: where a file can be fetched,
// which the window and a browser do differently, and what happens when a picture is pressed.
import { getContext, setContext } from 'svelte';
import { filePath, type FileInfo } from '../../protocol/files.ts';
import type { Previews } from './previews.svelte.ts';

/** The address of a file, as this page may fetch it. */
export type FileHref = (file: Pick<FileInfo, 'id' | 'name'>) => string;

export interface FilesContext {
  readonly href: FileHref;
  readonly previews: Previews;
  /** Opens the viewer at the picture of this message. */
  readonly view: (messageId: string) => void;
}

const hrefKey = Symbol('file-href');
const filesKey = Symbol('files');

/** Call while the root component is made. */
export function provideFileHref(href: FileHref): void {
  setContext(hrefKey, href);
}

/** Call while a component is made. Without a root the page's own host is asked. */
export function useFileHref(): FileHref {
  return getContext<FileHref | undefined>(hrefKey) ?? filePath;
}

/** Call while the view of a chat is made. */
export function provideFiles(files: FilesContext): void {
  setContext(filesKey, files);
}

/** Call while a component is made. */
export function useFiles(): FilesContext {
  const found = getContext<FilesContext | undefined>(filesKey);
  return (
    found ?? { href: filePath, previews: { keep: () => undefined, of: () => null }, view: () => undefined }
  );
}
