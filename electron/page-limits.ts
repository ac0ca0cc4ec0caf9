// What the page in the window may never do: reach Node, go elsewhere, open windows, ask for permissions. Knows no Electron:
// the window's contents and session are handed in.
import type { LanguageTag } from '../client/desktop-port.ts';
import { systemLanguageArgument } from './channels.ts';

interface PreventableEvent {
  preventDefault(): void;
}

/** The part of Electron's WebContents that is limited here. */
export interface LimitedContents {
  on(event: 'will-navigate' | 'will-attach-webview', listener: (event: PreventableEvent) => void): unknown;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => { action: 'deny' }): void;
}

/** The part of Electron's Session that is limited here. */
export interface LimitedSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: () => boolean): void;
}

/**
 * How the window's page runs: apart from Node and from the preload script, in Chromium's sandbox. Most of it is Electron's
 * default, and said all the same: a default can change.
 * @param preload absolute path of the built preload script
 */
export function pagePreferences(preload: string, systemLanguage: LanguageTag) {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    additionalArguments: [`${systemLanguageArgument}${systemLanguage}`],
  };
}

/** The page stays where it is; links of messages open outside, and only those to the web. */
export function keepInside(contents: LimitedContents, openOutside: (url: string) => void): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const protocol = URL.parse(url)?.protocol;
    if (protocol === 'http:' || protocol === 'https:') openOutside(url);
    return { action: 'deny' };
  });
}

/** No camera, place, notification or clipboard reading: the page needs none of them. */
export function denyPermissions(pages: LimitedSession): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
}
