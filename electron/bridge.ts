// Connects the page to the services over Electron's IPC. Who may call and what is taken is decided in `ipc.ts`; what is
// sent when, in `topics.ts`.
import { app, type BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { channels } from './channels.ts';
import { answerCall, type Handlers, isOwnPage } from './ipc.ts';
import { payloadParsers } from './payloads.ts';
import { createSubscriptions, type Sources } from './topics.ts';

export interface BridgeOptions {
  readonly handlers: Handlers;
  readonly sources: Sources;
  /** The address that the window is opened with. */
  readonly pageUrl: string;
  /** The window as it is now. */
  window(): BrowserWindow | null;
}

export function setUpBridge({ handlers, sources, pageUrl, window }: BridgeOptions): void {
  const isOwn = (event: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    isOwnPage(event, window()?.webContents.id ?? null, pageUrl);

  ipcMain.handle(channels.invoke, (event, endpoint: unknown, payload: unknown) =>
    isOwn(event)
      ? answerCall(payloadParsers, handlers, endpoint, payload, (error) => console.error(error))
      : { ok: false, code: 'bad-request' },
  );

  const subscriptions = createSubscriptions(sources, (subscription, values) => {
    window()?.webContents.send(channels.event, subscription, values);
  });
  ipcMain.on(channels.subscribe, (event, subscription: unknown, topic: unknown) => {
    if (isOwn(event)) subscriptions.add(subscription, topic);
  });
  ipcMain.on(channels.unsubscribe, (event, subscription: unknown) => {
    if (isOwn(event)) subscriptions.remove(subscription);
  });
  app.on('web-contents-created', (_event, contents) => {
    // A reloaded page subscribes anew, counting from one again. Not when a navigation starts: that is before it is
    // refused, and the page that stays would hear nothing any more.
    contents.on('did-navigate', () => subscriptions.clear());
    contents.on('destroyed', () => subscriptions.clear());
  });
}
